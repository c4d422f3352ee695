/** Downloads that a program writes to a file and then starts: what was fetched runs, though nobody piped it. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { checkedDownloadsIn } from "./checked-downloads.ts";
import { evaluatedValues } from "./evaluated-values.ts";
import { filesRun } from "./files-run.ts";
import { isFileRead } from "./incoming-texts.ts";
import { from, shown } from "./origins/flow.ts";
import type { OriginOf } from "./origins.ts";
import { fileKeysIn, writtenBy } from "./program-files.ts";
import { isConnection } from "./sockets.ts";
import type { Origin, Source } from "./trust.ts";
import { unpackedFilesIn } from "./unpacked-downloads.ts";
import { madeValuesIn } from "./values-inside.ts";

/** A start of a file that came from the network. */
export interface KeptDownload {
  readonly at: Call;
  readonly source: Source;
}

/** None for a program that checks what it fetched. */
export function keptDownloadsIn(program: Program, originOf: OriginOf): KeptDownload[] {
  const fetchedAs = fetchedFilesIn(program, originOf) ?? (() => undefined);
  const loaded = loadedFiles(program).flatMap(({ call, file }): KeptDownload[] => {
    const source = fetchedAs(file);
    return source ? [{ at: call, source }] : [];
  });
  const unpacked = unpackedFilesIn(program, fetchedAs, originOf);
  let isChecked: ReturnType<typeof checkedDownloadsIn> | undefined;
  const unpackedFrom = (file: Expression): Source | undefined => {
    const source = unpacked(file);
    if (!source) return undefined;
    isChecked ??= checkedDownloadsIn(program, originOf);
    return isChecked({ key: undefined, source }) ? undefined : source;
  };
  const started = program.starts.flatMap((start): KeptDownload[] => {
    if (start.form === "remote" || start.passesOn) return [];
    const [source] = filesRun(start).flatMap((file) => fetchedAs(file) ?? unpackedFrom(file) ?? []);
    return source ? [{ at: start.call, source }] : [];
  });
  return [...loaded, ...started];
}

/** Tells where the file at a path was fetched from; undefined for a program that fetches none, or checks what it fetched. */
export function fetchedFilesIn(
  program: Program,
  originOf: OriginOf,
): ((file: Expression) => Source | undefined) | undefined {
  const keyOf = fileKeysIn(program);
  const fetched = new Map<string, Source>();
  const connectionOf = connectionsIn(program);
  for (const call of program.calls)
    for (const { file, content } of writtenBy(call)) {
      const { source } = connectionOf(content) ?? originOf(content);
      const key = keyOf(file);
      if (source?.download === true && key !== undefined && !fetched.has(key)) fetched.set(key, source);
    }
  // the library itself made a file of it
  for (const { name, scope, value, adds } of program.assignments)
    if (name !== undefined && !adds && value.kind === "call" && MAKES_FILE.test(value.call.path)) {
      const { source } = originOf(value);
      const span = { start: value.span.end, end: value.span.end };
      const key = keyOf({ ...value, kind: "name", name, scope, span });
      if (source?.download === true && key !== undefined) fetched.set(key, source);
    }
  if (fetched.size === 0) return undefined;
  const isChecked = checkedDownloadsIn(program, originOf);
  for (const [key, source] of fetched) if (isChecked({ key, source })) fetched.delete(key);
  return (file) => {
    const key = keyOf(file);
    return key === undefined ? undefined : fetched.get(key);
  };
}

/** `IO.copy_stream(socket, file)`: what the other end says is only read by the library. */
function connectionsIn(program: Program): (content: Expression) => Origin | undefined {
  const valuesOf = madeValuesIn(program);
  const madeOf = (object: Expression): readonly Expression[] =>
    object.kind === "name" ? valuesOf(object) : [object];
  return (content) => {
    const opened = madeOf(content).find((made) => isConnection(made, madeOf));
    return opened && from("outside", content, shown(opened), true);
  };
}

/** `Down.download(address)` gives a temporary file. */
const MAKES_FILE = /^(?:Down\.download|URI\.open|URI\.parse\.open|….open)$/;

/** Files that the language itself runs: `load TOOLS`, `eval(File.read(TOOLS))`. */
function loadedFiles(program: Program): { readonly call: Call; readonly file: Expression }[] {
  const isRuby = program.language === "ruby";
  const loaded = program.calls.flatMap((call) => {
    const [file] = call.arguments;
    return file && LOADS.test(call.path)
      ? [{ call, file: fromTheTop(isRuby ? withEnding(file, call) : file) }]
      : [];
  });
  const evaluated = evaluatedValues(program).flatMap(({ call, value }) => {
    const [file] = value.kind === "call" && isFileRead(value.call) ? value.call.arguments : [];
    return file ? [{ call, file }] : [];
  });
  return [...loaded, ...evaluated];
}

const LOADS = /^(?:(?:Kernel\.)?(?:load|require|require_relative)|runpy\.run_path|import)$/;

/** `require_relative "tools"` reads `tools.rb`. */
function withEnding(file: Expression, { path }: Call): Expression {
  const named = literalOf(file);
  if (!/^require(?:_relative)?$/.test(path) || named === undefined || file.kind !== "text") return file;
  if (/\.(?:rb|so)$/.test(named)) return file;
  return { ...file, parts: [{ kind: "literal", text: `${named}.rb`, segments: [], span: file.span }] };
}

/** `import("../tmp/plugin.mjs")` in a folder of scripts names what was written to `tmp/plugin.mjs`. */
function fromTheTop(file: Expression): Expression {
  const path = literalOf(file);
  if (path === undefined || file.kind !== "text" || !/^\.\.?\//.test(path)) return file;
  const text = path.replace(/^(?:\.\.?\/)+/, "");
  return { ...file, parts: [{ kind: "literal", text, segments: [], span: file.span }] };
}
