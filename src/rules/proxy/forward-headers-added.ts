/** PRX-04: a change makes the proxy believe what visitors say about who they are. */

import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { ProxiedPart } from "../../documents/kamal/proxies.ts";
import { get, isTrue } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import { trustedHeadersOf } from "../shared/network/forwarded-headers.ts";

export default defineChangeRule({
  id: "forward-headers-added",
  category: "proxy",
  severity: "high",
  confidence: "medium",
  title: "Forwarded headers trusted by a change",
  why: "Until now kamal-proxy overwrote `X-Forwarded-For`, `-Proto` and `-Host`; with `--forward-headers` the application believes them as the client sent them, so anybody who reaches the proxy directly can pose as another address.",
  fix: "Leave it out for `force_ssl` alone, since kamal-proxy sets `X-Forwarded-Proto` itself; behind a CDN or load balancer, name it in a comment and let the firewall admit only that one.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#forward-headers"],
  compares: "kamal-configuration",
  supersedes: ["forward-headers-on"],
  *compare(before, after) {
    if (stakesOf(after.destination) !== "production") return;
    for (const part of after.proxied) {
      const trusted = trustedHeadersOf(part, after);
      if (!trusted?.isDirect || !wasServedWithout(part, before)) continue;
      const message = "From now on kamal-proxy believes the forwarded headers that visitors send.";
      yield { at: trusted.at, message };
    }
  },
});

function wasServedWithout({ owner }: ProxiedPart, { proxied }: KamalConfiguration): boolean {
  const earlier = proxied.find((part) => part.owner.kind === owner.kind && part.owner.name === owner.name);
  return earlier?.settings !== undefined && !isTrue(get(earlier.settings, "forward_headers"));
}
