/** Variables of a Dockerfile as far as the file itself tells their values. */
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { lineageOf } from "./dockerfile.ts";

/** Values by name; undefined for a variable that is only declared. */
export type DockerScope = ReadonlyMap<string, string | undefined>;

/** What a build may take from the scope: plain names, defaults and replacements of POSIX shells. */
const REFERENCE = /\\\$|\$(?:(\w+)|\{(\w+)(?::?([-+])([^{}]{0,500}))?\})/g;

/** Fills variables in; undefined when a value is not known. */
export function expand(text: string, scope: DockerScope): string | undefined {
  let known = true;
  const expanded = text.replace(REFERENCE, (whole, plain, braced, operator, word) => {
    if (whole === "\\$") return "$";
    const value = scope.get(plain ?? braced);
    if (operator === "-") return value ?? word;
    if (operator === "+") return value === undefined ? "" : word;
    if (value === undefined) known = false;
    return value ?? "";
  });
  return known && !/\$[{(]/.test(expanded) ? expanded : undefined;
}

/** Names that a text takes values of. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, plain, braced]) => plain ?? braced ?? []);
}

/** What ARG and ENV of some instructions give; later ones see earlier ones. */
export function scopeOf(instructions: readonly Instruction[], outer: DockerScope = new Map()): DockerScope {
  const scope = new Map<string, string | undefined>();
  for (const { keyword, pairs } of instructions) {
    if (keyword !== "ARG" && keyword !== "ENV") continue;
    for (const { name, value } of pairs) {
      // an ARG of a stage takes up the one before the first FROM, but never hides an ENV
      if (value) scope.set(name, bounded(expand(value.text, scope)));
      else if (!scope.has(name)) scope.set(name, outer.get(name));
    }
  }
  return scope;
}

/** Values that double with each line would fill the memory; no real one is this long. */
const MAX_VALUE = 4096;

function bounded(value: string | undefined): string | undefined {
  return value === undefined || value.length > MAX_VALUE ? undefined : value;
}

/** The variables a stage ends with, those of the stages below it included. */
export function scopeAtEnd(stage: Stage, dockerfile: Dockerfile): DockerScope {
  const outer = scopeOf(dockerfile.preamble);
  const instructions = lineageOf(stage, dockerfile)
    .toReversed()
    .flatMap((one) => one.instructions);
  return scopeOf(instructions, outer);
}
