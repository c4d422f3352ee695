/** Words that a script collects in an array before it gives them to a command: `args=(…); ssh "${args[@]}"`. */
import type { ShellCommand, ShellScript, ShellWord, WordPart } from "../../documents/shell/shell-script.ts";
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
  const elements: WordPart[][] = [[]];
  for (const piece of value.parts) {
    const isBetween = piece.kind === "literal" && piece.text === " " && piece.span.start === piece.span.end;
    if (isBetween) elements.push([]);
    else elements.at(-1)?.push(piece);
  }
  return elements.map((parts) => wordOf(parts, word));
}

function wordOf(parts: readonly WordPart[], { source, span }: ShellWord): ShellWord {
  const literals = parts.map((part) => (part.kind === "literal" ? part.text : undefined));
  const literal = literals.every((text) => text !== undefined) ? literals.join("") : undefined;
  const end = parts.at(-1)?.span.end ?? span.end;
  return { source, span: { start: parts[0]?.span.start ?? span.start, end }, parts, literal };
}
