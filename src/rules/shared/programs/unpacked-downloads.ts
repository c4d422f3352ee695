/** Folders into which a program unpacks archives that it fetched: whatever is started from there came from the network. */
import { type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import type { Source } from "./trust.ts";

/** Tells where a file below such a folder was fetched from. */
export type UnpackedFrom = (file: Expression) => Source | undefined;

/** Reads a program once. */
export function unpackedFilesIn(
  { starts }: Program,
  fetchedAs: (file: Expression) => Source | undefined,
): UnpackedFrom {
  const folders = starts.flatMap(({ form, words }): [string, Source][] => {
    const name = form === "argv" ? literalOf(words[0]) : undefined;
    if (!/^(?:\S*\/)?(?:tar|bsdtar|unzip|7z)$/.test(name ?? "")) return [];
    const source = words.slice(1).flatMap((word) => fetchedAs(word) ?? [])[0];
    const at = words.findIndex((word) => /^(?:-C|-d|--directory)$/.test(literalOf(word) ?? ""));
    const folder = at < 0 ? undefined : literalOf(words[at + 1] ?? words[0]);
    return source && folder ? [[`${folder.replace(/^\.\/|\/$/g, "")}/`, source]] : [];
  });
  return (file) => {
    const path = literalOf(file)?.replace(/^\.\//, "");
    return folders.find(([folder]) => path?.startsWith(folder))?.[1];
  };
}
