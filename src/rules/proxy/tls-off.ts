/** PRX-01: a public host served without TLS. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { ProxiedPart } from "../../documents/kamal/proxies.ts";
import { dig, isFalse, isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { isExplained } from "../shared/explained.ts";
import { reachOf } from "../shared/hosts.ts";

export default defineRule({
  id: "tls-off",
  category: "proxy",
  severity: "medium",
  confidence: "medium",
  title: "TLS switched off for a host",
  why: "Then kamal-proxy answers on port 80 only: passwords and session cookies cross the network readable, unless something in front of it does TLS.",
  fix: "Set `ssl: true`, or give a certificate; if a load balancer or CDN does TLS, say so in a comment on the line.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#ssl"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const part of configuration.proxied) yield* judge(part, configuration);
  },
});

function* judge(part: ProxiedPart, configuration: KamalConfiguration): Iterable<Problem> {
  const { ssl, hosts } = part;
  if (ssl?.kind !== "scalar" || !isFalse(ssl) || isTerminatedElsewhere(part, ssl, configuration)) return;
  const open = hosts.filter((host) => isKnown(host) && isOpen(host.text));
  const [first] = open;
  if (!first) return;
  const production = stakesOf(configuration.destination) === "production";
  const message = `${first.text} is served without TLS.`;
  const edit = { span: ssl.span, text: "true" };
  yield { at: ssl, message, severity: production ? "high" : "medium", edit };
}

/** Signs that TLS ends in front of kamal-proxy, or can't end at it. */
function isTerminatedElsewhere(
  part: ProxiedPart,
  ssl: Place,
  { root, roles, accessories }: KamalConfiguration,
): boolean {
  const role = roles.find(({ name }) => part.owner.kind === "role" && name === part.owner.name);
  if ((role?.hosts.length ?? 0) > 1) return true; // Let's Encrypt needs a single server; a balancer stands in front of several
  if ([dig(part.settings, "run", "publish"), dig(root, "proxy", "run", "publish")].some(isFalse)) return true;
  if (
    accessories.some(({ image }) => /(?:^|\/)(?:traefik|caddy|nginx|cloudflared)\b/.test(image?.text ?? ""))
  )
    return true;
  return isExplained(
    ssl,
    /cloud(?:flare|front)|balancer|\blb\b|\balb\b|\belb\b|nginx|caddy|traefik|haproxy|tunnel|tailscale|terminat|behind|upstream|reverse|cdn|fastly|internal|vpn/i,
  );
}

function isOpen(hosts: string): boolean {
  return hosts
    .split(",")
    .some((host) => /^(?:public|documentation|unknown)$/.test(reachOf(host.trim().replace(/^\*\./, ""))));
}
