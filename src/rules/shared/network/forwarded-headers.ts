/** Where kamal-proxy is told to believe headers although visitors seem to reach it directly. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { doesTls, type ProxiedPart } from "../../../documents/kamal/proxies.ts";
import { get, isTrue, scalarOf, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import { usesEdgeNetwork } from "./edge-network.ts";
import { standsBehind } from "./tls-in-front.ts";

/** A `forward_headers: true` and whether the proxy ends TLS itself, so that visitors can come straight to it. */
export interface TrustedHeaders {
  readonly at: YamlScalar;
  readonly isDirect: boolean;
}

/** Undefined when the headers are overwritten, and when a reader can see what stands in front. */
export function trustedHeadersOf(
  part: ProxiedPart,
  configuration: KamalConfiguration,
): TrustedHeaders | undefined {
  const at = scalarOf(get(part.settings, "forward_headers"));
  if (!at || !isTrue(at)) return undefined;
  if (standsBehind(part, at, configuration) || usesEdgeNetwork(part, configuration)) return undefined;
  // A certificate of one's own is mostly that of the CDN or for its connection to the server.
  return { at, isDirect: doesTls(part) && part.ssl?.kind !== "map" };
}
