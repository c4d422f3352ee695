/** Signs that visitors come through a CDN or load balancer, told by what the application is configured with. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { environmentsOf } from "../../../documents/kamal/environments.ts";
import type { ProxiedPart } from "../../../documents/kamal/proxies.ts";
import { dig, entriesOf, scalarsOf } from "../../../documents/yaml/yaml-node.ts";

/** Headers that only a network in front of the server adds. */
const EDGE_HEADER =
  /^(?:(?:http_)?cf[-_](?:connecting|ray|ip|visitor|worker)|cdn-loop|true-client-ip|fastly-client|fly-client|x-amz(?:n|-cf)-|x-azure-|x-vercel-|x-cloud-trace-context)/i;

/** The application knows proxies it trusts, or has the certificate or tunnel of such a network. */
const EDGE_VARIABLE =
  /TRUSTED_(?:PROX|IP)|PROXY_FIX|REAL_IP|(?:CLOUDFLARE|CF)_(?:ORIGIN|TUNNEL|CERT|PRIVATE_KEY|IP)|CLOUDFRONT|(?:^|_)ORIGIN_(?:CERT|KEY|CA)/;

/** True when something in the configuration makes sense only behind such a network. */
export function usesEdgeNetwork({ settings, ssl }: ProxiedPart, { root }: KamalConfiguration): boolean {
  const environments = environmentsOf(root);
  const headers = [
    ...scalarsOf(dig(settings, "logging", "request_headers")),
    ...environments.flatMap(({ clear }) => clear.flatMap(({ value }) => scalarsOf(value))),
  ];
  const certificates = entriesOf(ssl).flatMap(({ value }) => scalarsOf(value));
  const variables = environments.flatMap(({ clear, secret }) => [...clear.map(({ key }) => key), ...secret]);
  return (
    headers.some(({ text }) => EDGE_HEADER.test(text)) ||
    [...certificates, ...variables].some(({ text }) => EDGE_VARIABLE.test(text.toUpperCase()))
  );
}
