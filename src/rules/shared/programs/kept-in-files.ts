/** What a program writes into files and reads back: `File.write(path, ENV.to_h.to_json)`, then `File.read(path)`. */
import type { Call, Expression, Program } from "../../../documents/program/program.ts";
import { isFileRead } from "./incoming-texts.ts";
import { fileKeysIn, type Written, writtenBy } from "./program-files.ts";
import { pathRead } from "./secret-file-reads.ts";

/** What was written into the file that an expression reads; nothing for anything else. */
export type ReadBack = (expression: Expression) => readonly Expression[];

/** Reads a program once, when the first file is asked for. */
export function readBackIn(program: Program): ReadBack {
  let kept: ReadBack | undefined;
  return (expression) => {
    const path = expression.kind === "call" && isFileRead(expression.call) && pathRead(expression.call);
    if (!path) return [];
    kept ??= keptIn(program);
    return kept(path);
  };
}

/** Nobody writes more into a file by hand. */
const MAX_WRITTEN = 50;

/** Finds what was written to the file at a path. */
function keptIn(program: Program): ReadBack {
  const keyOf = fileKeysIn(program);
  const kept = new Map<string, Expression[]>();
  for (const { file, content } of program.calls.flatMap((call) => [...writtenBy(call), ...copiedBy(call)])) {
    const key = keyOf(file);
    const others = kept.get(key ?? "") ?? [];
    if (key !== undefined && others.length < MAX_WRITTEN) kept.set(key, [...others, content]);
  }
  return (path) => kept.get(keyOf(path) ?? "") ?? [];
}

const COPIES =
  /^(?:(?:FileUtils|File)\.(?:cp|copy|mv|move|rename|copy_file|copy_entry|install|link)|IO\.copy_stream|shutil\.(?:copy|copy2|copyfile|move)|os\.(?:rename|replace|link)|fs\.(?:promises\.)?(?:copyFile|cp|rename|copy|link)(?:Sync)?)$/;

/** `FileUtils.cp("config/master.key", "tmp/report.txt")`: as if the first file were read and written to the second. */
function copiedBy(call: Call): Written[] {
  const [from, to] = call.arguments;
  if (!from || !to || !COPIES.test(call.path)) return [];
  const read: Call = {
    ...call,
    path: "open",
    method: "open",
    receiver: undefined,
    arguments: [from],
    options: [],
  };
  return [{ file: to, content: { source: call.source, span: call.span, kind: "call", call: read } }];
}
