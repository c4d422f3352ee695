/** Folders into which a program unpacks archives that it fetched: whatever is started from there came from the network. */
import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  type Program,
} from "../../../documents/program/program.ts";
import { onlyValuesIn } from "../../../documents/program/variables.ts";
import type { OriginOf } from "./origins.ts";
import { fileKeysIn } from "./program-files.ts";
import type { Source } from "./trust.ts";

/** Tells where a file below such a folder was fetched from. */
export type UnpackedFrom = (file: Expression) => Source | undefined;

/** Reads a program once. */
export function unpackedFilesIn(program: Program, fetchedAs: UnpackedFrom, originOf: OriginOf): UnpackedFrom {
  const keyOf = fileKeysIn(program);
  const onlyValueOf = onlyValuesIn(program);
  const opened = (archive: Expression): readonly Expression[] => {
    const made = archive.kind === "name" ? onlyValueOf(archive) : archive;
    return made?.kind === "call"
      ? [...made.call.arguments, ...made.call.options.map(({ value }) => value)]
      : [];
  };
  const sourceOf = (archive: Expression): Source | undefined => {
    const file = [archive, ...opened(archive)].flatMap((one) => fetchedAs(one) ?? [])[0];
    const { source } = originOf(archive);
    return file ?? (source?.download === true ? source : undefined);
  };
  const unpacked = [...program.starts.flatMap(byProgram), ...program.calls.flatMap(byLibrary)];
  const folders = unpacked.flatMap(({ archives, folder }): [string, Source][] => {
    const source = archives.flatMap((one) => sourceOf(one) ?? [])[0];
    const key = source && keyOf(folder);
    return source && key !== undefined ? [[`${key.replace(/\/$/, "")}/`, source]] : [];
  });
  if (folders.length === 0) return () => undefined;
  return (file) => {
    const key = keyOf(file);
    return folders.find(([folder]) => key?.startsWith(folder))?.[1];
  };
}

interface Unpacked {
  readonly archives: readonly Expression[];
  readonly folder: Expression;
}

/** `tar -xzf tools.tgz -C tools`, word by word. */
function byProgram({ form, words }: Program["starts"][number]): Unpacked[] {
  const name = form === "argv" ? literalOf(words[0]) : undefined;
  if (!/^(?:\S*\/)?(?:tar|bsdtar|unzip|7z)$/.test(name ?? "")) return [];
  const at = words.findIndex((word) => /^(?:-C|-d|--directory)$/.test(literalOf(word) ?? ""));
  const folder = at < 0 ? undefined : words[at + 1];
  return folder ? [{ archives: words.slice(1), folder }] : [];
}

/** `archive.extractall("tools")`, `shutil.unpack_archive(file, "tools")`, `tar.x({ file, cwd: "tools" })`. */
function byLibrary(call: Call): Unpacked[] {
  const { path, method, receiver, arguments: values } = call;
  const option = (name: RegExp): Expression | undefined =>
    call.options.find(({ key }) => name.test(key ?? ""))?.value;
  const [first, second] = values;
  if (receiver && /^extractall$|^extractAllTo(?:Async)?$/.test(method))
    return found([receiver], first ?? option(/^path$/));
  if (/^(?:shutil\.unpack_archive|extract-zip(?:\.default)?|decompress(?:\.default)?)$/.test(path))
    return found([first], second ?? option(/^(?:extract_dir|dir)$/));
  return /^(?:node-)?tar\.(?:x|extract)(?:Sync)?$/.test(path)
    ? found([optionOf(call, "file")], option(/^(?:cwd|C)$/))
    : [];
}

function found(archives: readonly (Expression | undefined)[], folder: Expression | undefined): Unpacked[] {
  return folder ? [{ archives: archives.flatMap((one) => one ?? []), folder }] : [];
}
