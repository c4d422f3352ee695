/** PRX-05: without TLS at the proxy, visitors' forwarded headers are believed although nobody asked for it. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { ProxiedPart } from "../../documents/kamal/proxies.ts";
import { get, isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isCompletedElsewhere } from "../shared/configuration/base-with-destinations.ts";
import { usesEdgeNetwork } from "../shared/network/edge-network.ts";
import { reachOf } from "../shared/network/hosts.ts";
import { endsElsewhere } from "../shared/network/tls-in-front.ts";

export default defineRule({
  id: "implicit-forwarding",
  category: "proxy",
  severity: "low",
  confidence: "medium",
  strictness: "pedantic",
  title: "Neither TLS nor forwarded headers decided",
  why: "Without `ssl`, kamal-proxy answers plain HTTP and takes over `X-Forwarded-For`, `-Proto` and `-Host` as the client sent them; if no load balancer or CDN stands in front, visitors can pose as any address.",
  fix: "Set `ssl: true`, or write `forward_headers: true` or `false` to say what stands in front.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#forward-headers"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    if (isCompletedElsewhere(configuration, project)) return;
    if (stakesOf(configuration.destination) === "sandbox") return;
    for (const part of configuration.proxied) yield* judge(part, configuration);
  },
});

/** `ssl: false` is a decision, which is judged by itself. */
function* judge(part: ProxiedPart, configuration: KamalConfiguration): Iterable<Problem> {
  const { settings, hosts } = part;
  if (!isUnset(settings, "ssl") || !isUnset(settings, "forward_headers")) return;
  const host = hosts.find((name) => isKnown(name) && /^(?:public|documentation)$/.test(reachOf(name.text)));
  if (!host || endsElsewhere(part, host, configuration) || usesEdgeNetwork(part, configuration)) return;
  const message =
    "This host is served without TLS, and kamal-proxy believes the forwarded headers of its visitors.";
  yield { at: host, message };
}

function isUnset(settings: ProxiedPart["settings"], key: string): boolean {
  const value = get(settings, key);
  return value === undefined || (value.kind === "scalar" && value.type === "null");
}
