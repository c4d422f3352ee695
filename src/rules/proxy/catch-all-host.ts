/** PRX-07: a service that answers to every host name. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Owner } from "../../documents/kamal/owner.ts";
import type { ProxiedPart } from "../../documents/kamal/proxies.ts";
import { entryOf, get, isFalse, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { isCompletedElsewhere } from "../shared/configuration/base-with-destinations.ts";
import { endsElsewhere, serversOf } from "../shared/network/tls-in-front.ts";

export default defineRule({
  id: "catch-all-host",
  category: "proxy",
  severity: "low",
  confidence: "medium",
  strictness: "pedantic",
  title: "Proxy answers to every host name",
  why: "Without `--host`, kamal-proxy hands requests for any name to this service: names of others that point at the server, scanners that come by address, and forged `Host` headers that end up in links and caches.",
  fix: "Set `host` to the name the service is to be reached by.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#hosts"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    if (isCompletedElsewhere(configuration, project)) return;
    for (const part of configuration.proxied) yield* judge(part, configuration);
  },
});

/** With `ssl`, Kamal itself asks for a host. A section that only Ruby knows is left alone, and so is a missing one. */
function* judge(part: ProxiedPart, configuration: KamalConfiguration): Iterable<Problem> {
  const { owner, settings, ssl } = part;
  if (!settings || (ssl !== undefined && !isFalse(ssl)) || serversOf(part, configuration).length === 0)
    return;
  if (scalarOf(get(settings, "host")) || get(settings, "hosts") !== undefined) return;
  const at = sectionOf(owner, configuration);
  if (!at || endsElsewhere(part, at, configuration)) return;
  const message = "No `host` is set here, so kamal-proxy sends requests for any host name to this service.";
  yield { at, message };
}

function sectionOf(
  { kind, name }: Owner,
  { root, roles, accessories }: KamalConfiguration,
): Place | undefined {
  const own = [...roles, ...accessories].find((part) => part.owner.kind === kind && part.owner.name === name);
  const entry = entryOf(own?.settings, "proxy");
  return (entry?.value.kind === "map" ? entry : entryOf(root, "proxy"))?.key;
}
