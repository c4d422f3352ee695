/** PRX-03: visitors who come over plain HTTP are served instead of sent to HTTPS. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { doesTls, type ProxiedPart } from "../../documents/kamal/proxies.ts";
import { get, isFalse, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { explanationAt } from "../shared/configuration/explained.ts";
import { standsBehind } from "../shared/network/tls-in-front.ts";
import { replaceValue } from "../shared/places/replace-value.ts";

/** Clients that can't follow the redirect, or something else that does it. */
const REASON =
  /\bacme\b|http-01|challenge|legacy|old (?:client|device)|iot|firmware|redirects? (?:itself|in|by|at)|force_ssl/i;

export default defineRule({
  id: "redirect-off",
  category: "proxy",
  severity: "medium",
  confidence: "high",
  title: "HTTP served beside HTTPS",
  why: 'Kamal calls `kamal-proxy deploy … --tls --tls-redirect="false"`, so whoever types the address without https, or is kept on http by somebody in the network, sends passwords and cookies readable.',
  fix: "Remove `ssl_redirect`: kamal-proxy redirects to HTTPS by default.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#ssl-redirect"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const part of configuration.proxied) yield* judge(part, configuration);
  },
});

function* judge(part: ProxiedPart, configuration: KamalConfiguration): Iterable<Problem> {
  const redirect = scalarOf(get(part.settings, "ssl_redirect"));
  if (!redirect || !isFalse(redirect) || !doesTls(part) || standsBehind(part, redirect, configuration))
    return;
  const reasoned = REASON.test(explanationAt(redirect));
  const production = stakesOf(configuration.destination) === "production";
  yield {
    at: redirect,
    message: "kamal-proxy answers plain HTTP here too instead of redirecting to HTTPS.",
    severity: production && !reasoned ? "medium" : "low",
    ...(reasoned ? {} : replaceValue(redirect, "ssl_redirect", "true")),
  };
}
