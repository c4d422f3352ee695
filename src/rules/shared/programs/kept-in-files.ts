/** What a program writes into files and reads back: `File.write(path, ENV.to_h.to_json)`, then `File.read(path)`. */
import type { Expression, Program } from "../../../documents/program/program.ts";
import { isFileRead } from "./incoming-texts.ts";
import { fileKeysIn, writtenBy } from "./program-files.ts";
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
  for (const { file, content } of program.calls.flatMap(writtenBy)) {
    const key = keyOf(file);
    const others = kept.get(key ?? "") ?? [];
    if (key !== undefined && others.length < MAX_WRITTEN) kept.set(key, [...others, content]);
  }
  return (path) => kept.get(keyOf(path) ?? "") ?? [];
}
