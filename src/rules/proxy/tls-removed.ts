/** PRX-02: a change takes TLS away from a host. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import type { ProxiedPart } from "../../documents/kamal/proxies.ts";
import { entryOf, isFalse, type YamlNode } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";

export default defineChangeRule({
  id: "tls-removed",
  category: "proxy",
  severity: "critical",
  confidence: "high",
  title: "TLS removed by a change",
  why: "Visitors who came over HTTPS until now would send passwords and cookies in clear, or not get through at all.",
  fix: "Keep `ssl`, or say in the pull request where TLS ends from now on.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#ssl"],
  compares: "kamal-configuration",
  *compare(before, after) {
    const severity = stakesOf(after.destination) === "production" ? "critical" : "high";
    for (const part of before.proxied.filter(hasTls)) {
      const now = after.proxied.find(
        ({ owner }) => owner.kind === part.owner.kind && owner.name === part.owner.name,
      );
      if (now && hasTls(now)) continue;
      if (!now && !stillRuns(part, after)) continue;
      yield* report(part, now, after, severity);
    }
  },
});

function* report(
  part: ProxiedPart,
  now: ProxiedPart | undefined,
  after: KamalConfiguration,
  severity: Problem["severity"] & string,
): Iterable<Problem> {
  const message = `This change takes TLS away from ${describeOwner(part.owner)}.`;
  yield { at: nearestPlace(now, after), subject: `${part.owner.kind} ${part.owner.name}`, severity, message };
}

function hasTls({ ssl }: ProxiedPart): boolean {
  if (ssl === undefined || isFalse(ssl)) return false;
  return ssl.kind !== "scalar" || ssl.type !== "null";
}

/** A role or accessory that is gone altogether serves nobody. */
function stillRuns({ owner }: ProxiedPart, { roles, accessories }: KamalConfiguration): boolean {
  return [...roles, ...accessories].some(
    (part) => part.owner.kind === owner.kind && part.owner.name === owner.name,
  );
}

/** The line the reader sees: the new `ssl` value, else the host that lost it, else what is left of the section. */
function nearestPlace(now: ProxiedPart | undefined, { root }: KamalConfiguration): Place {
  if (now?.ssl) return now.ssl;
  return now?.hosts[0] ?? keyOf(root, "proxy") ?? keyOf(root, "service") ?? root;
}

function keyOf(root: YamlNode, key: string): Place | undefined {
  return entryOf(root, key)?.key;
}
