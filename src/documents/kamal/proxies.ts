/** The `proxy` sections: what kamal-proxy is told about each role and accessory. */
import { onceFor } from "../../source/once-for.ts";
import {
  get,
  isFalse,
  itemsOf,
  scalarOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { deepMerge } from "./merge.ts";
import type { Owner } from "./owner.ts";
import { rolesOf } from "./servers.ts";

/** The proxy settings one role or accessory ends up with. */
export interface ProxiedPart {
  readonly owner: Owner;
  /** The role's own settings over the root ones; undefined when the proxy is on with defaults only. */
  readonly settings: YamlMap | undefined;
  readonly hosts: readonly YamlScalar[];
  readonly ssl: YamlNode | undefined;
}

/** Roles and accessories behind kamal-proxy: the primary role unless switched off, others when switched on. */
export const proxiedPartsOf: (root: YamlMap) => readonly ProxiedPart[] = onceFor(readProxiedParts);

function readProxiedParts(root: YamlMap): ProxiedPart[] {
  const shared = mapOf(get(root, "proxy"));
  const roles = rolesOf(root).flatMap((role) => {
    const own = get(role.settings, "proxy");
    const on = role.isPrimary ? !isFalse(own) : own !== undefined && !isFalse(own) && !isNull(own);
    return on ? [part(role.owner, combined(shared, mapOf(own)))] : [];
  });
  const accessories = accessoriesOf(root).flatMap((accessory) => {
    const own = mapOf(get(accessory.settings, "proxy"));
    return own ? [part(accessory.owner, own)] : [];
  });
  return [...roles, ...accessories];
}

/** True when kamal-proxy itself does TLS for the part. What only Ruby knows counts as yes. */
export function doesTls({ ssl }: ProxiedPart): boolean {
  return ssl !== undefined && !isFalse(ssl) && !isNull(ssl);
}

function part(owner: Owner, settings: YamlMap | undefined): ProxiedPart {
  const hosts = [scalarOf(get(settings, "host")), ...itemsOf(get(settings, "hosts")).map(scalarOf)];
  return { owner, settings, hosts: hosts.filter((host) => host !== undefined), ssl: get(settings, "ssl") };
}

function combined(shared: YamlMap | undefined, own: YamlMap | undefined): YamlMap | undefined {
  return shared && own ? deepMerge(shared, own) : (own ?? shared);
}

function mapOf(node: YamlNode | undefined): YamlMap | undefined {
  return node?.kind === "map" ? node : undefined;
}

function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.type === "null";
}
