/** PRX-01: a public host served without TLS. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { ProxiedPart } from "../../documents/kamal/proxies.ts";
import type { Role } from "../../documents/kamal/servers.ts";
import { get, isFalse, isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isAddress, reachOf, reachOfBinding } from "../shared/network/hosts.ts";
import { endsElsewhere, isFrontEnd, looksForwarded, serversOf } from "../shared/network/tls-in-front.ts";

export default defineRule({
  id: "tls-off",
  category: "proxy",
  severity: "medium",
  confidence: "medium",
  givesWayTo: ["duplicate-or-ambiguous-yaml"],
  title: "TLS switched off for a host",
  why: "Then kamal-proxy answers on port 80 only: passwords and session cookies cross the network readable, unless something in front of it does TLS.",
  fix: "Set `ssl: true`, or give a certificate; if a load balancer or CDN does TLS, say so in a comment on the line.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#ssl"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const part of configuration.proxied) yield* judge(part, configuration);
    for (const role of configuration.roles) yield* judgeDirect(role, configuration);
  },
});

/** Names that Tailscale gives; only its members reach them, through a tunnel that encrypts. */
const OF_TAILNET = /\.ts\.net$/i;

function* judge(part: ProxiedPart, configuration: KamalConfiguration): Iterable<Problem> {
  const { ssl, hosts } = part;
  if (ssl?.kind !== "scalar" || !isFalse(ssl) || endsElsewhere(part, ssl, configuration)) return;
  const names = hosts.filter(isKnown).flatMap(({ text }) => text.split(",").map((name) => name.trim()));
  const open = names.find(
    (name) =>
      !OF_TAILNET.test(name) && /^(?:public|documentation|unknown)$/.test(reachOf(name.replace(/^\*\./, ""))),
  );
  if (open === undefined) return;
  const production = stakesOf(configuration.destination) === "production";
  const exposed = !looksForwarded(part) && !isAddress(open) && serversOf(part, configuration).some(isPublic);
  yield {
    at: ssl,
    message: `${open} is served without TLS.`,
    severity: production && exposed ? "high" : "medium",
  };
}

/** The primary role without the proxy, the port of HTTP open instead: then the application itself would have to do TLS. */
function* judgeDirect(role: Role, { publishedPorts, accessories }: KamalConfiguration): Iterable<Problem> {
  const proxy = get(role.settings, "proxy");
  if (!role.isPrimary || !proxy || !isFalse(proxy) || accessories.some(isFrontEnd)) return;
  const ports = publishedPorts
    .filter(({ owner }) => owner.kind === "role" && owner.name === role.name)
    .filter(({ address }) => reachOfBinding(address) === "public")
    .map(({ hostPort }) => hostPort);
  if (!ports.includes("80") || ports.includes("443")) return;
  const message = `Role ${role.name} answers on port 80 past kamal-proxy, so nothing does TLS for it.`;
  yield { at: proxy, message };
}

function isPublic(server: string): boolean {
  return /^(?:public|documentation)$/.test(reachOf(server));
}
