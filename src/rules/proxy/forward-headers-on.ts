/** PRX-04: the proxy believes what visitors say about who they are. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { defineRule } from "../../engine/rule.ts";
import { trustedHeadersOf } from "../shared/network/forwarded-headers.ts";

export default defineRule({
  id: "forward-headers-on",
  category: "proxy",
  severity: "low",
  confidence: "medium",
  title: "Forwarded headers of visitors trusted",
  why: "With `kamal-proxy deploy --forward-headers` the application gets `X-Forwarded-For`, `-Proto` and `-Host` as the client sent them: anybody who reaches the proxy directly can pose as another address, get past rate limits and put a foreign host into links of mails.",
  fix: "Remove it unless a CDN or load balancer stands in front; then let the firewall admit only that one, and say so in a comment.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#forward-headers"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const part of configuration.proxied) {
      const trusted = trustedHeadersOf(part, configuration);
      if (!trusted) continue;
      const message = trusted.isDirect
        ? "kamal-proxy ends TLS itself here, so visitors can reach it directly, and it believes the forwarded headers they send."
        : "kamal-proxy believes the forwarded headers it gets, so only what stands in front of it may reach it.";
      const counts = trusted.isDirect && stakesOf(configuration.destination) === "production";
      yield { at: trusted.at, severity: counts ? "low" : "info", message };
    }
  },
});
