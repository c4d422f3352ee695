/** Functions of a script that print what they are called with. */
import type { ShellCommand, ShellScript, WordPart } from "../../../documents/shell/shell-script.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import type { IsShown } from "./printed-output.ts";

/** The arguments of a function that it prints: their positions, or `*` for all. */
export type Printed = ReadonlySet<string>;

/** Functions that print what they are called with: `debug() { echo "[debug] $*"; }`, `step() { local m=$1; echo "$m"; }`. */
export function printingFunctions(script: ShellScript, isShown: IsShown): ReadonlyMap<string, Printed> {
  const found = new Map<string, Set<string>>();
  for (const command of script.commands) {
    const { inFunction, name } = command;
    if (inFunction === undefined || !/^(?:echo|printf)$/.test(name?.literal ?? "") || !isShown(command))
      continue;
    const positions = command.arguments.flatMap(({ parts }) =>
      parts.flatMap((part) => argumentsIn(part, inFunction, script)),
    );
    if (positions.length > 0)
      found.set(inFunction, new Set([...(found.get(inFunction) ?? []), ...positions]));
  }
  return found;
}

function argumentsIn(part: WordPart, inFunction: string, script: ShellScript, depth = 0): string[] {
  if (part.kind !== "variable" || part.operator !== "") return [];
  if (/^(?:[@*]|\d)$/.test(part.name)) return [part.name.replace("@", "*")];
  const set = assignmentsTo(part.name, script).filter((one) => one.inFunction === inFunction);
  if (depth > 0 || set.length > 3) return [];
  return set.flatMap(({ value }) =>
    (value?.parts ?? []).flatMap((inner) => argumentsIn(inner, inFunction, script, depth + 1)),
  );
}

/** The call of such a function with what it prints as its only words. */
export function withWords(command: ShellCommand, positions: Printed): ShellCommand {
  if (positions.has("*")) return command;
  const words = command.arguments.filter((_, index) => positions.has(String(index + 1)));
  return { ...command, arguments: words };
}
