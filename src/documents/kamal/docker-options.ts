/** The `options` maps: flags of `docker run` that Kamal passes on. */
import { onceFor } from "../../source/once-for.ts";
import { dig, entriesOf, get, type YamlEntry, type YamlMap, type YamlNode } from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { type Owner, PROXY, TRAEFIK } from "./owner.ts";
import { rolesOf } from "./servers.ts";

/** One `options` map. */
export interface DockerOptions {
  readonly owner: Owner;
  readonly options: YamlMap;
}

/** All `options` maps of a configuration, of Kamal 2 and 1. */
export const dockerOptionsOf: (root: YamlMap) => readonly DockerOptions[] = onceFor(readDockerOptions);

function readDockerOptions(root: YamlMap): DockerOptions[] {
  const proxies = [
    get(root, "proxy"),
    ...[...rolesOf(root), ...accessoriesOf(root)].map((part) => get(part.settings, "proxy")),
  ];
  return [
    ...rolesOf(root).flatMap((role) => optionsAt(role.owner, get(role.settings, "options"))),
    ...accessoriesOf(root).flatMap((accessory) =>
      optionsAt(accessory.owner, get(accessory.settings, "options")),
    ),
    ...proxies.flatMap((proxy) => optionsAt(PROXY, dig(proxy, "run", "options"))),
    ...optionsAt(TRAEFIK, dig(root, "traefik", "options")),
  ];
}

function optionsAt(owner: Owner, options: YamlNode | undefined): DockerOptions[] {
  return options?.kind === "map" ? [{ owner, options }] : [];
}

/** The entries of any of the given flag names, e.g. `volume` and its short form `v`. */
export function flags({ options }: DockerOptions, ...names: readonly string[]): YamlEntry[] {
  return entriesOf(options).filter((entry) => names.includes(entry.key.text));
}

/** True when any of the maps sets any of the flags, also to a value that only Ruby knows. */
export function setsFlag(maps: readonly DockerOptions[], ...names: readonly string[]): boolean {
  return maps.some((options) => flags(options, ...names).length > 0);
}
