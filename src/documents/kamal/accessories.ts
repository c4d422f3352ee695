/** The `accessories` section. */
import { entriesOf, get, scalarOf, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/yaml-node.ts";
import type { Owner } from "./owner.ts";

/** A database, cache or other container that Kamal runs beside the application. */
export interface Accessory {
  readonly owner: Owner;
  readonly name: string;
  readonly settings: YamlMap;
  readonly image: YamlScalar | undefined;
  readonly port: YamlScalar | undefined;
}

/** All accessories, in file order. */
export function accessoriesOf(root: YamlMap): Accessory[] {
  return entriesOf(get(root, "accessories")).flatMap((entry) => accessory(entry.key.text, entry.value));
}

function accessory(name: string, settings: YamlNode): Accessory[] {
  if (settings.kind !== "map") return [];
  const owner: Owner = { kind: "accessory", name };
  return [
    { owner, name, settings, image: scalarOf(get(settings, "image")), port: scalarOf(get(settings, "port")) },
  ];
}
