/**
 * Functions of a script that stand for a command with some of its words: `k() { bundle exec kamal "$@"; }`,
 * `dc() { docker compose -f compose.yml "$@"; }`; and aliases, which do the same.
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

/** The names that `alias k='bundle exec kamal'` gives, each with what it stands for. */
export function prefixesOfAlias({ name, arguments: words }: ShellCommand): [string, Prefix][] {
  if (name?.literal !== "alias") return [];
  return words.flatMap((word): [string, Prefix][] => {
    const [, alias = "", text = ""] = /^([\w.-]+)=([\w./:=@ -]+)$/.exec(word.literal ?? "") ?? [];
    const spelled = text
      .trim()
      .split(/\s+/)
      .map((literal) => ({ ...word, literal, parts: partsOf(literal, word) }));
    return alias === "" ? [] : [[alias, { words: spelled, dropped: 0 }]];
  });
}

function partsOf(text: string, { span }: ShellWord): ShellWord["parts"] {
  return [{ kind: "literal", text, segments: [{ text, from: span }], quotes: "none", span }];
}

function isAll(part: ShellWord["parts"][number] | undefined): boolean {
  return part?.kind === "variable" && /^[@*]$/.test(part.name);
}

/** The same `$1` means another thing where the function is called. */
function usesArguments({ parts }: ShellWord): boolean {
  return parts.some((part) => part.kind === "variable" && /^[\d@*]$/.test(part.name));
}
