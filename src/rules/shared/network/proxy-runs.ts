/** The `proxy.run` sections: how Kamal starts the container that answers the internet on each host. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { dig, type YamlMap } from "../../../documents/yaml/yaml-node.ts";

/** Those of the root, the roles and the accessories. */
export function proxyRunsOf({ root, roles, accessories }: KamalConfiguration): YamlMap[] {
  const parts = [root, ...[...roles, ...accessories].map(({ settings }) => settings)];
  const runs = parts.map((part) => dig(part, "proxy", "run"));
  return runs.filter((run): run is YamlMap => run?.kind === "map");
}
