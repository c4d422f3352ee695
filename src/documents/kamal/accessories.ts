/** The `accessories` section. */
import { onceFor } from "../../source/once-for.ts";
import {
  entriesOf,
  get,
  scalarOf,
  scalarsOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import type { Owner } from "./owner.ts";
import { type Role, rolesOf } from "./servers.ts";

/** A database, cache or other container that Kamal runs beside the application. */
export interface Accessory {
  readonly owner: Owner;
  readonly name: string;
  readonly settings: YamlMap;
  readonly image: YamlScalar | undefined;
  readonly port: YamlScalar | undefined;
  /** Where it runs, as far as it is written: `host`, `hosts`, or the hosts of `role` and `roles`. */
  readonly hosts: readonly YamlScalar[];
}

/** All accessories, in file order. */
export const accessoriesOf: (root: YamlMap) => readonly Accessory[] = onceFor(readAccessories);

function readAccessories(root: YamlMap): Accessory[] {
  const roles = (): readonly Role[] => rolesOf(root);
  return entriesOf(get(root, "accessories")).flatMap((entry) =>
    accessory(entry.key.text, entry.value, roles),
  );
}

function accessory(name: string, settings: YamlNode, roles: () => readonly Role[]): Accessory[] {
  if (settings.kind !== "map") return [];
  const owner: Owner = { kind: "accessory", name };
  const image = scalarOf(get(settings, "image"));
  const port = scalarOf(get(settings, "port"));
  return [{ owner, name, settings, image, port, hosts: hostsOf(settings, roles) }];
}

function hostsOf(settings: YamlMap, roles: () => readonly Role[]): YamlScalar[] {
  const named = [...scalarsOf(get(settings, "role")), ...scalarsOf(get(settings, "roles"))].map(
    ({ text }) => text,
  );
  const names = new Set(named);
  const ofRoles = names.size === 0 ? [] : roles().filter(({ name }) => names.has(name));
  return [
    ...scalarsOf(get(settings, "host")),
    ...scalarsOf(get(settings, "hosts")),
    ...ofRoles.flatMap(({ hosts }) => hosts.map((host) => host.name)),
  ];
}
