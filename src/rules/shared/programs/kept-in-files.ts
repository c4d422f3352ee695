/** What a program writes into files and reads back: `File.write(path, ENV.to_h.to_json)`, then `File.read(path)`. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { variableKey } from "../../../documents/program/variables.ts";
import { isFileRead } from "./incoming-texts.ts";
import { pathRead } from "./secret-file-reads.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** What was written into the file that an expression reads; nothing for anything else. */
export type ReadBack = (expression: Expression) => readonly Expression[];

/** Reads a program once, when the first file is asked for. */
export function readBackIn({ calls }: Program, valuesOf: ValuesOf): ReadBack {
  let kept: ReadonlyMap<string, readonly Expression[]> | undefined;
  return (expression) => {
    const path = expression.kind === "call" && isFileRead(expression.call) && pathRead(expression.call);
    if (!path) return [];
    kept ??= keptIn(calls, valuesOf);
    return kept.size === 0 ? [] : keysOf(path, valuesOf).flatMap((key) => kept?.get(key) ?? []);
  };
}

/** Nobody writes more into a file by hand. */
const MAX_WRITTEN = 50;

function keptIn(calls: readonly Call[], valuesOf: ValuesOf): Map<string, Expression[]> {
  const kept = new Map<string, Expression[]>();
  for (const call of calls) {
    const write = writeOf(call, valuesOf);
    for (const key of write ? keysOf(write.path, valuesOf) : []) {
      const others = kept.get(key) ?? [];
      if (write?.value && others.length < MAX_WRITTEN) kept.set(key, [...others, write.value]);
    }
  }
  return kept;
}

interface Write {
  readonly path: Expression;
  readonly value: Expression | undefined;
}

const WRITES =
  /^(?:(?:File|IO)\.(?:bin)?write|fs\.(?:promises\.)?(?:writeFile|appendFile)(?:Sync)?|Bun\.write|Deno\.writeTextFile(?:Sync)?)$/;

const INTO_STREAM = /^(?:write|puts|print|writelines|end|<<)$/;

const DUMPS = /^(?:json|yaml|pickle|marshal|YAML|JSON|Marshal|Psych)\.(?:safe_)?dump$/;

function writeOf(call: Call, valuesOf: ValuesOf): Write | undefined {
  const { path, method, receiver, arguments: values } = call;
  const [first, second] = values;
  if (first && WRITES.test(path)) return { path: first, value: second };
  if (receiver && /^write_(?:text|bytes)$/.test(method)) return { path: receiver, value: first };
  const stream = DUMPS.test(path) ? second : INTO_STREAM.test(method) ? receiver : undefined;
  const opened = stream && openedAs(stream, valuesOf);
  return opened && { path: opened, value: first };
}

/** The path behind `file` in `File.open(path, "w") { |file| … }`, `with open(path, "w") as file`. */
function openedAs(stream: Expression, valuesOf: ValuesOf): Expression | undefined {
  for (const value of stream.kind === "name" ? valuesOf(stream) : [stream]) {
    if (value.kind !== "call") continue;
    const { path, method, receiver, arguments: values } = value.call;
    if (OPENS.test(path)) return values[0];
    if (method === "open" && receiver) return receiver;
  }
  return undefined;
}

const OPENS = /^(?:File\.(?:open|new)|open|io\.open|fs\.createWriteStream)$/;

/** The variables that name a path, and its text as far as it is spelled out. */
function keysOf(path: Expression, valuesOf: ValuesOf): string[] {
  const keys: string[] = [];
  for (const one of valuesInside(path, valuesOf, partsOfPath)) {
    const text = literalOf(one);
    if (text !== undefined) keys.push(`"${text}`);
    if (one.kind === "name") keys.push(variableKey(one.name, one.scope));
  }
  return keys;
}

/** `Path("tmp/report.json")`, `Pathname.new(…)`; folders that paths are put together from name many files. */
function partsOfPath(path: Expression): readonly Expression[] {
  return path.kind === "call" && /^(?:(?:pathlib\.)?Path|Pathname(?:\.new)?)$/.test(path.call.path)
    ? path.call.arguments.slice(0, 1)
    : [];
}
