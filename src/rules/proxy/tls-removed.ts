/** PRX-02: a change takes TLS away from a host. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { flags } from "../../documents/kamal/docker-options.ts";
import { describeOwner, type Owner } from "../../documents/kamal/owner.ts";
import { doesTls, type ProxiedPart } from "../../documents/kamal/proxies.ts";
import {
  entryOf,
  isFalse,
  isKnown,
  isTrue,
  scalarOf,
  type YamlEntry,
  type YamlMap,
} from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Place } from "../../source/source-text.ts";
import { completionsOf } from "../shared/configuration/base-with-destinations.ts";
import { milder } from "../shared/configuration/milder.ts";
import { isFilledIn } from "../shared/configuration/templates.ts";
import { secondWritten } from "../shared/configuration/written-twice.ts";
import { reachOf, reachOfBinding } from "../shared/network/hosts.ts";
import { endsAtFront, endsElsewhere, isBalanced, toldNothingBefore } from "../shared/network/tls-in-front.ts";
import { didTraefikTls, lostTraefikTls, usesTraefik } from "../shared/network/traefik-tls.ts";
import { nearestLeft } from "../shared/places/nearest-left.ts";
import { replaceValue } from "../shared/places/replace-value.ts";

export default defineChangeRule({
  id: "tls-removed",
  category: "proxy",
  severity: "critical",
  confidence: "high",
  title: "TLS removed by a change",
  why: "Visitors who came over HTTPS until now would send passwords and cookies in clear, or not get through at all.",
  fix: "Keep `ssl`, or say in a comment on the line where TLS ends from now on.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#ssl"],
  compares: "kamal-configuration",
  supersedes: ["tls-off", "implicit-forwarding"],
  *compare(before, after, change) {
    if (isFilledIn(before, after)) return;
    const severity = stakesOf(after.destination) === "production" ? "critical" : "high";
    const completed = completionsOf(after, change.after);
    for (const part of before.proxied.filter(doesTls)) {
      if (completed.length === 0 || completed.some((one) => !keepsTls(part, one)))
        yield* judge(part, before, after, severity);
    }
    for (const { what, at, grave } of lostTraefikTls(before, after)) {
      const message = `This change takes ${what} away from Traefik.`;
      yield { at, subject: what, severity: grave ? severity : "medium", message };
    }
    if (didTraefikTls(before) && !usesTraefik(after.root)) yield* judgeUpgrade(after, severity);
  },
});

function* judge(
  part: ProxiedPart,
  before: KamalConfiguration,
  after: KamalConfiguration,
  severity: Severity,
): Iterable<Problem> {
  const { owner } = part;
  const now = after.proxied.find((other) => isSame(other.owner, owner));
  if (now ? doesTls(now) || isInternal(now) : !stillRuns(owner, after)) return;
  const at = nearestPlace(owner, now, after, [part, before]);
  const subject = `${owner.kind} ${owner.name}`;
  const second = secondOf(owner, now, after);
  const cause = second
    ? `: \`${second.key.text}\` stands here a second time, and only the last one counts`
    : "";
  const message = `This change takes TLS away from ${describeOwner(owner)}${cause}.`;
  const seemsMoved = isBalanced(part, before) ? endsAtFront : endsElsewhere;
  const moved = now ? seemsMoved(now, at, after) : !isPublished(owner, after);
  if (moved && now && toldNothingBefore([part, before], [now, at, after]))
    yield { at, subject, severity: milder(severity), message, ...restored(part, now) };
  else
    yield moved
      ? { at, subject, severity: "medium", message: `${message} It seems to end elsewhere from now on.` }
      : { at, subject, severity, message, ...restored(part, now) };
}

/** Without the proxy and without a port of its own, only something else can bring visitors. */
function isPublished(owner: Owner, { publishedPorts, dockerOptions }: KamalConfiguration): boolean {
  const onHost = dockerOptions
    .filter((options) => isSame(options.owner, owner))
    .flatMap((options) => flags(options, "network", "net"));
  return (
    onHost.some(({ value }) => scalarOf(value)?.text === "host") ||
    publishedPorts.some((port) => isSame(port.owner, owner) && reachOfBinding(port.address) === "public")
  );
}

/** Only the plain switch can be put back; a certificate has names that may be gone. */
function restored(before: ProxiedPart, now: ProxiedPart | undefined): Pick<Problem, "edit"> {
  const off = now?.ssl;
  return isTrue(before.ssl) && off?.kind === "scalar" && isFalse(off) ? replaceValue(off, "ssl", "true") : {};
}

function keepsTls({ owner }: ProxiedPart, { proxied }: KamalConfiguration): boolean {
  return proxied.some((part) => isSame(part.owner, owner) && doesTls(part));
}

/** From Kamal 1 to 2, the proxy has to be told what Traefik was. */
function* judgeUpgrade(after: KamalConfiguration, severity: Severity): Iterable<Problem> {
  if (after.proxied.some(doesTls)) return;
  const open = after.proxied.filter((part) => part.hosts.length > 0 && !isInternal(part));
  for (const part of open) {
    const at = nearestPlace(part.owner, part, after);
    if (endsElsewhere(part, at, after)) continue;
    const message = `Traefik did TLS for ${describeOwner(part.owner)} until now; kamal-proxy is not told to.`;
    yield { at, subject: `${part.owner.kind} ${part.owner.name}`, severity, message };
  }
}

function isSame(a: Owner, b: Owner): boolean {
  return a.kind === b.kind && a.name === b.name;
}

/** Only names that no stranger can reach are left. */
function isInternal({ hosts }: ProxiedPart): boolean {
  return (
    hosts.length > 0 &&
    hosts.every((host) => isKnown(host) && /^(?:private|loopback)$/.test(reachOf(host.text)))
  );
}

/** A role or accessory that is gone altogether serves nobody. */
function stillRuns(owner: Owner, { roles, accessories }: KamalConfiguration): boolean {
  return [...roles, ...accessories].some((part) => isSame(part.owner, owner));
}

/** The line the reader sees: the new `ssl` or `proxy: false`, else what is left next to the old one, else the host that lost it. */
function nearestPlace(
  owner: Owner,
  now: ProxiedPart | undefined,
  after: KamalConfiguration,
  [part, before]: readonly [ProxiedPart?, KamalConfiguration?] = [],
): Place {
  const { root } = after;
  const settings = settingsOf(owner, after);
  const second = secondOf(owner, now, after);
  if (second) return second.key;
  const off = settings && entryOf(settings, "proxy")?.value;
  if (off && isFalse(off)) return off;
  const beside = part?.settings && now?.settings && nearestLeft(part.settings, "ssl", now.settings);
  const section = entryOf(settings, "proxy") ?? entryOf(root, "proxy");
  const left = before && !section ? besideSection(owner, before, after) : undefined;
  return (
    now?.ssl ?? shown(beside) ?? now?.hosts[0] ?? (section ?? left ?? entryOf(root, "service"))?.key ?? root
  );
}

/** The second `ssl` or `proxy`, which silently replaces the first. */
function secondOf(
  owner: Owner,
  now: ProxiedPart | undefined,
  after: KamalConfiguration,
): YamlEntry | undefined {
  return (
    secondWritten(now?.settings, "ssl") ??
    secondWritten(settingsOf(owner, after), "proxy") ??
    secondWritten(after.root, "proxy")
  );
}

function shown(entry: YamlEntry | undefined): Place | undefined {
  return entry?.value.kind === "scalar" ? entry.value : entry?.key;
}

/** What stands where the whole section was. */
function besideSection(
  owner: Owner,
  before: KamalConfiguration,
  after: KamalConfiguration,
): YamlEntry | undefined {
  const [was, is] = [settingsOf(owner, before), settingsOf(owner, after)];
  if (was && entryOf(was, "proxy")) return is && nearestLeft(was, "proxy", is);
  return nearestLeft(before.root, "proxy", after.root);
}

function settingsOf(owner: Owner, { roles, accessories }: KamalConfiguration): YamlMap | undefined {
  return [...roles, ...accessories].find((part) => isSame(part.owner, owner))?.settings;
}
