/** A command as one line of text that patterns can judge. */
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";
import { textOfWord } from "../../../documents/shell/spelling.ts";
import { type Invocation, invocationOf } from "../../../documents/shell/wrappers.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";

export { textOfWord };

/** A command without its wrappers. */
export interface CommandLine extends Invocation {
  /** Its name and words with one blank between them. */
  readonly line: string;
}

/** Reads a command as a line; its name is empty when it is decided at run time. Every rule asks for the same lines. */
export const commandLine: (command: ShellCommand) => CommandLine = onceFor((command) => {
  const invocation = invocationOf(command);
  const words = invocation.arguments.map(textOfWord);
  return { ...invocation, line: [invocation.name ?? "", ...words].join(" ").slice(0, MAX_LINE) };
});

/** What stands behind so much text is not judged by patterns. */
const MAX_LINE = 20_000;

/** The place of a word, named by the command it stands in. */
export function placeOfWord(word: ShellWord, command: ShellCommand): Place {
  return { source: word.source, span: word.span, anchor: command.anchor ?? "" };
}

/** The first word that fits, else the name of the command, else all of it. */
export function placeOf(command: ShellCommand, pattern: RegExp): Place {
  const word = command.arguments.find((one) => pattern.test(textOfWord(one))) ?? command.name;
  return word ? placeOfWord(word, command) : command;
}

/** Words that a variable brought in stand elsewhere. */
function isWithin({ span }: Place, around: Place): boolean {
  return around.span.start <= span.start && span.end <= around.span.end;
}

/** From the command's name to the last of its words: without the here-documents. */
export function placeOfLine(command: ShellCommand): Place {
  const { source, anchor = "" } = command;
  const first = command.name ?? command.arguments[0];
  const last = command.arguments.findLast((word) => isWithin(word, command)) ?? command.name;
  const start = first?.span.start ?? command.span.start;
  return { source, anchor, span: { start, end: Math.max(start, last?.span.end ?? command.span.end) } };
}
