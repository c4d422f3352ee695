/**
 * Functions of a script that stand for a command with some of its words: `k() { bundle exec kamal "$@"; }`,
 * `dc() { docker compose -f compose.yml "$@"; }`.
 */
import { argumentRange, type Known } from "./handing-functions.ts";
import type { ShellCommand, ShellWord } from "./shell-script.ts";
import { FOLLOWED } from "./unlisted-runners.ts";
import { invocationOf } from "./wrappers.ts";

/** What the call of such a function comes to. */
export interface Prefix {
  readonly words: readonly ShellWord[];
  /** How many arguments of the function do not follow them. */
  readonly dropped: number;
}

/** What a command in a function tells about that function; what runs texts is told by what it carries. */
export function prefixOf(command: ShellCommand, known: Known): Prefix | undefined {
  const { name = "" } = invocationOf(command);
  if (!command.name || command.captured || !FOLLOWED.test(name) || /^(?:ssh|eval|(?:ba|da|z)?sh)$/.test(name))
    return undefined;
  const at = command.arguments.findIndex(({ parts }) => isAll(parts[0]) && parts.length === 1);
  const range = at < 0 ? undefined : argumentRange(command.arguments[at]?.parts ?? [], command, known);
  const words = [command.name, ...command.arguments.slice(0, Math.max(0, at))];
  return range && !words.some(usesArguments) ? { words, dropped: range.first } : undefined;
}

function isAll(part: ShellWord["parts"][number] | undefined): boolean {
  return part?.kind === "variable" && /^[@*]$/.test(part.name);
}

/** The same `$1` means another thing where the function is called. */
function usesArguments({ parts }: ShellWord): boolean {
  return parts.some((part) => part.kind === "variable" && /^[\d@*]$/.test(part.name));
}
