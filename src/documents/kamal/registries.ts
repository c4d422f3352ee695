/** The `registry` sections: the application's and, since Kamal 2.5, each accessory's own. */
import { onceFor } from "../../source/once-for.ts";
import { get, writtenValues, type YamlMap, type YamlNode } from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { type Owner, ROOT } from "./owner.ts";

/** One registry login. */
export interface Registry {
  readonly owner: Owner;
  readonly settings: YamlMap;
  /** Every password written for it, overridden ones included. */
  readonly passwords: readonly YamlNode[];
  /** Likewise, every user name. */
  readonly usernames: readonly YamlNode[];
  readonly server: YamlNode | undefined;
}

/** All registries of a configuration or a single file. */
export const registriesOf: (root: YamlMap) => readonly Registry[] = onceFor(readRegistries);

function readRegistries(root: YamlMap): Registry[] {
  return [
    ...writtenValues(root, "registry").flatMap((node) => registry(ROOT, node)),
    ...accessoriesOf(root).flatMap(({ owner, settings }) =>
      writtenValues(settings, "registry").flatMap((node) => registry(owner, node)),
    ),
  ];
}

function registry(owner: Owner, settings: YamlNode): Registry[] {
  if (settings.kind !== "map") return [];
  return [
    {
      owner,
      settings,
      passwords: writtenValues(settings, "password"),
      usernames: writtenValues(settings, "username"),
      server: get(settings, "server"),
    },
  ];
}
