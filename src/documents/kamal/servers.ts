/** The `servers` section: roles and their hosts. */
import { onceFor } from "../../source/once-for.ts";
import {
  dig,
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import type { Owner } from "./owner.ts";

/** A server of a role. */
export interface Host {
  /** As written, possibly `user@host:port`. */
  readonly name: YamlScalar;
  readonly tags: readonly YamlScalar[];
}

/** A role, from either form of `servers`. */
export interface Role {
  readonly owner: Owner;
  readonly name: string;
  /** The role's own map; undefined when the role is only a list of hosts. */
  readonly settings: YamlMap | undefined;
  readonly hosts: readonly Host[];
  readonly isPrimary: boolean;
}

/** A plain list of servers is the role `web`. */
const IMPLICIT_ROLE = "web";

/** All roles, in file order. */
export const rolesOf: (root: YamlMap) => readonly Role[] = onceFor(readRoles);

function readRoles(root: YamlMap): Role[] {
  const servers = get(root, "servers");
  const primary = scalarOf(get(root, "primary_role"))?.text ?? IMPLICIT_ROLE;
  if (servers?.kind === "list") return [role(IMPLICIT_ROLE, servers, primary)];
  return entriesOf(servers).map((entry) => role(entry.key.text, entry.value, primary));
}

function role(name: string, node: YamlNode, primary: string): Role {
  return {
    owner: { kind: "role", name },
    name,
    settings: node.kind === "map" ? node : undefined,
    hosts: itemsOf(node.kind === "map" ? dig(node, "hosts") : node).flatMap(hostOf),
    isPrimary: name === primary,
  };
}

/** `host`, or `{ host: tag }`, or `{ host: [tags] }`. */
function hostOf(node: YamlNode): Host[] {
  if (node.kind === "scalar") return node.type === "null" ? [] : [{ name: node, tags: [] }];
  return entriesOf(node).map((entry) => ({ name: entry.key, tags: scalarsOf(entry.value) }));
}
