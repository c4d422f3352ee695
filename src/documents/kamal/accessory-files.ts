/** The `files` of accessories: what Kamal uploads to the host and mounts into the container. */
import { onceFor } from "../../source/once-for.ts";
import { get, itemsOf, scalarOf, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import type { Owner } from "./owner.ts";

/** One such file. */
export interface AccessoryFile {
  readonly owner: Owner;
  /** The value that names the local file. */
  readonly at: YamlScalar;
  /** Path on the machine that deploys, from where Kamal is started. */
  readonly local: string;
  /** Given only in the hash form; Kamal's default is 755. */
  readonly mode: YamlScalar | undefined;
}

/** All of them; `local:remote[:options]` and the hash form of Kamal 2.10. */
export const accessoryFilesOf: (root: YamlMap) => readonly AccessoryFile[] = onceFor(readAccessoryFiles);

function readAccessoryFiles(root: YamlMap): AccessoryFile[] {
  return accessoriesOf(root).flatMap(({ owner, settings }) =>
    itemsOf(get(settings, "files")).flatMap((item) => fileOf(item, owner)),
  );
}

function fileOf(item: YamlNode, owner: Owner): AccessoryFile[] {
  const at = scalarOf(item) ?? scalarOf(get(item, "local"));
  if (!at) return [];
  const local = item.kind === "scalar" ? (at.text.split(":")[0] ?? "") : at.text;
  return [{ owner, at, local, mode: scalarOf(get(item, "mode")) }];
}
