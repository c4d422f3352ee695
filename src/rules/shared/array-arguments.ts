/** Words that a script collects in an array before it gives them to a command: `args=(…); ssh "${args[@]}"`. */
import { elementsOfArray } from "../../documents/shell/kept-commands.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { assignmentsTo } from "./assignments-by-name.ts";

/** The command with its arrays spelled out, as far as each is set once. */
export function withArrays(command: ShellCommand, script: ShellScript): ShellCommand {
  if (!command.arguments.some(standsForArray)) return command;
  return { ...command, arguments: command.arguments.flatMap((word) => elementsOf(word, script)) };
}

function standsForArray({ source, span }: ShellWord): boolean {
  return /^"?\$\{\w+\[@\]\}"?$/.test(
    source.text.slice(span.start, Math.min(span.end, span.start + MAX_NAME)),
  );
}

/** Nobody's names are longer. */
const MAX_NAME = 80;

function elementsOf(word: ShellWord, script: ShellScript): ShellWord[] {
  const [part] = word.parts;
  if (!standsForArray(word) || part?.kind !== "variable") return [word];
  const [only, ...others] = assignmentsTo(part.name, script);
  const { value } = only ?? {};
  if (!value || others.length > 0 || value.source.text[value.span.start] !== "(") return [word];
  return elementsOfArray(value);
}
