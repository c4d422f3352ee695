/** PRX-14: switches of Traefik that take its protection away, and releases with known holes. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Owner } from "../../documents/kamal/owner.ts";
import { type Traefik, type TraefikSetting, traefiksOf } from "../../documents/kamal/traefik.ts";
import { entriesOf, get, isKnown, type YamlEntry, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { explanationAt } from "../shared/configuration/explained.ts";
import { reachOfBinding } from "../shared/network/hosts.ts";
import { fixedReleaseFor } from "../shared/network/traefik-releases.ts";
import { ON, TRAEFIK_SWITCHES } from "../shared/network/traefik-switches.ts";
import { placeIn } from "../shared/places/place-in.ts";

export default defineRule({
  id: "traefik-insecure",
  category: "proxy",
  severity: "high",
  confidence: "high",
  title: "Traefik without its protection",
  why: "Kamal starts Traefik as `docker run … traefik --providers.docker …` with these flags and the Docker socket mounted: its console and its trust in visitors are open to whoever reaches it.",
  fix: "Drop the switch: put an auth middleware before the dashboard, name trusted proxies under `forwardedHeaders.trustedIPs`, and pin a current release.",
  references: [
    "https://doc.traefik.io/traefik/operations/api/",
    "https://github.com/traefik/traefik/security/advisories",
  ],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    const traefiks = traefiksOf(configuration.root);
    for (const traefik of traefiks) {
      yield* judgeImage(traefik.image);
      for (const setting of traefik.settings) yield* judgeSetting(setting, traefik, configuration);
    }
    if (traefiks.length > 0) yield* judgeRouters(configuration);
  },
});

function* judgeSetting(
  setting: TraefikSetting,
  { owner }: Traefik,
  configuration: KamalConfiguration,
): Iterable<Problem> {
  const { name, value, at, written } = setting;
  if (!isKnown(at)) return;
  const place = written === undefined ? at : placeIn(at, written);
  if (name === "api.insecure" && ON.test(value))
    yield judgeConsole(place, isConsolePublic(owner, configuration));
  for (const { severity, message } of TRAEFIK_SWITCHES.filter(
    (one) => one.name.test(name) && one.value.test(value),
  )) {
    const isExplained = /balancer|cloudflare|\bcdn\b|behind|tunnel|internal/i.test(explanationAt(at));
    yield { at: place, subject: name, severity: isExplained ? "low" : severity, message };
  }
}

function judgeConsole(at: Place, isPublic: boolean): Problem {
  const message = "Traefik's dashboard and API answer on port 8080 without a password";
  const subject = "api.insecure";
  return isPublic
    ? { at, subject, severity: "high", message: `${message}, and that port is published.` }
    : { at, subject, severity: "high", message: `${message} to whatever reaches the container.` };
}

function isConsolePublic({ kind, name }: Owner, { publishedPorts }: KamalConfiguration): boolean {
  const ports = publishedPorts.filter(({ owner }) => owner.kind === kind && owner.name === name);
  return ports.some(
    ({ containerPort, address }) => containerPort === "8080" && reachOfBinding(address) === "public",
  );
}

/** A router to Traefik's own API that no middleware guards. */
function* judgeRouters(configuration: KamalConfiguration): Iterable<Problem> {
  const labels = labelsOf(configuration);
  const names = new Set(labels.map(({ key }) => key.text.toLowerCase()));
  for (const { key, value } of labels) {
    const [, router] = /^traefik\.http\.routers\.([^.]+)\.service$/i.exec(key.text) ?? [];
    if (router === undefined || value.kind !== "scalar" || value.text !== "api@internal") continue;
    const guard = `traefik.http.routers.${router}.middlewares`.toLowerCase();
    if (names.has(guard)) continue;
    yield {
      at: value,
      message:
        "Traefik's dashboard and API are routed to the internet without a middleware that asks for a password.",
    };
  }
}

function labelsOf({ root, roles, accessories }: KamalConfiguration): readonly YamlEntry[] {
  const owners = [root, get(root, "traefik"), ...[...roles, ...accessories].map(({ settings }) => settings)];
  return owners.flatMap((owner) => entriesOf(get(owner, "labels")));
}

function* judgeImage(image: YamlScalar | undefined): Iterable<Problem> {
  const fixed = image && isKnown(image) ? fixedReleaseFor(image.text) : undefined;
  if (!image || fixed === undefined) return;
  const message = `This Traefik is older than ${fixed}, which fixed CVE-2024-45410 and others.`;
  yield { at: image, severity: "medium", message, fix: "Pin a current release of Traefik." };
}
