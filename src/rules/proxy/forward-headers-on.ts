/** PRX-04: the proxy believes what visitors say about who they are. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { doesTls, type ProxiedPart } from "../../documents/kamal/proxies.ts";
import { get, isTrue, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { usesEdgeNetwork } from "../shared/edge-network.ts";
import { standsBehind } from "../shared/tls-in-front.ts";

export default defineRule({
  id: "forward-headers-on",
  category: "proxy",
  severity: "medium",
  confidence: "medium",
  title: "Forwarded headers of visitors trusted",
  why: "With `kamal-proxy deploy --forward-headers` the application gets `X-Forwarded-For`, `-Proto` and `-Host` as the client sent them: anybody who reaches the proxy directly can pose as another address, get past rate limits and put a foreign host into links of mails.",
  fix: "Remove it unless a CDN or load balancer stands in front; then let the firewall admit only that one, and say so in a comment.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#forward-headers"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const part of configuration.proxied) yield* judge(part, configuration);
  },
});

function* judge(part: ProxiedPart, configuration: KamalConfiguration): Iterable<Problem> {
  const forward = scalarOf(get(part.settings, "forward_headers"));
  if (!forward || !isTrue(forward)) return;
  if (standsBehind(part, forward, configuration) || usesEdgeNetwork(part, configuration)) return;
  if (!doesTls(part)) {
    // Something in front must do TLS then, and its headers are wanted.
    const message = "Says what kamal-proxy does anyway without `ssl`: it takes over the forwarded headers.";
    yield { at: forward, severity: "info", message };
    return;
  }
  yield {
    at: forward,
    severity: stakesOf(configuration.destination) === "production" ? "medium" : "low",
    message:
      "kamal-proxy ends TLS itself here, so visitors can reach it directly, and it believes the forwarded headers they send.",
  };
}
