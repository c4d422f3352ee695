/** The texts that commands of a script run as programs: of `eval`, `sh -c`, `xargs sh -c`, `echo … | sh` and their like. */
import { inlineProgram, isExecOption } from "../../../documents/shell/embedded-programs.ts";
import { interpreterOf, runsItsInput } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
} from "../../../documents/shell/shell-script.ts";
import { textForShell } from "../../../documents/shell/shell-texts.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { type WrittenProgram, writtenPrograms } from "../../../documents/shell/written-programs.ts";
import { onceFor } from "../../../source/once-for.ts";
import { textOfWord } from "./command-line.ts";

/** One such text. */
export interface EvaluatedText {
  readonly word: ShellWord;
  /** What runs it. */
  readonly by: string;
  /** True when items of a list, such as file names, are pasted into the text where `{}` or `$1` of awk stands. */
  readonly splices: boolean;
}

/** Texts that are decided at run time, at least in part. */
export function evaluatedTexts(command: ShellCommand): EvaluatedText[] {
  const invocation = invocationOf(command);
  const { name = "", arguments: words, through } = invocation;
  if (name === "eval") return expanded(words, name);
  if (name === "parallel") return expanded(ofParallel(words), name);
  if (name === "trap") return expanded(words.slice(0, 1), name);
  if (name === "source" || name === ".") return expanded(sourcedTexts(command, words), "source");
  if (isShellName(name)) return ofShell(command, name, words, through.includes("xargs"));
  if (name === "find") {
    const inline = inlineProgram(words.slice(words.findIndex(isExecOption) + 1));
    return [...spliced(inline, "{}", FIND), ...expanded(inline, FIND)];
  }
  if (/^[gmn]?awk$/.test(name))
    return words.filter(callsSystem).map((word) => ({ word, by: "awk's system()", splices: true }));
  const told = textForShell(invocation);
  if (told.length > 0) return expanded(told, name);
  const interpreter = interpreterOf(name);
  const at = interpreter ? words.findIndex(({ literal }) => interpreter.inline.test(literal ?? "")) : -1;
  if (at >= 0) return expanded(words.slice(at + 1, at + 2), `${name} ${words[at]?.literal}`);
  return interpreter && runsItsInput(command) ? expanded(inputTexts(command), name) : [];
}

/** What a command writes into a file that this machine runs as a program later. */
export function textsRunLater(command: ShellCommand, script: ShellScript): EvaluatedText[] {
  const written = writtenIn(script).get(command);
  if (!written || written.runsOn || !written.parts.some((part) => part.kind !== "literal")) return [];
  const { parts } = written;
  const span = { start: parts[0]?.span.start ?? 0, end: parts.at(-1)?.span.end ?? 0 };
  const word: ShellWord = { source: command.source, span, parts, literal: undefined };
  return [{ word, by: "the file it is written to", splices: false }];
}

/** The programs a script writes into files, by the command that does. */
export const writtenIn: (script: ShellScript) => ReadonlyMap<ShellCommand, WrittenProgram> = onceFor(
  ({ commands }) => new Map(writtenPrograms(commands).map((written) => [written.writer, written])),
);

const FIND = "find -exec sh -c";

/** GNU parallel gives its command to a shell, and quotes the items only; without a command the items are commands. */
function ofParallel(words: readonly ShellWord[]): readonly ShellWord[] {
  const end = words.findIndex(({ literal }) => /^::::?\+?$/.test(literal ?? ""));
  const command = words
    .slice(0, end < 0 ? words.length : end)
    .filter((word) => !textOfWord(word).startsWith("-"));
  return command.length === 0 && words[end]?.literal === ":::" ? words.slice(end + 1) : command.slice(0, 1);
}

function ofShell(
  command: ShellCommand,
  name: string,
  words: readonly ShellWord[],
  byXargs: boolean,
): EvaluatedText[] {
  const inline = inlineProgram(words);
  if (inline.length > 0) {
    const items = byXargs ? spliced(inline, itemOfXargs(command) ?? "{}", `xargs ${name} -c`) : [];
    return [...items, ...expanded(inline, `${name} -c`)];
  }
  return runsItsInput(command) ? expanded(inputTexts(command), name) : [];
}

function expanded(words: readonly ShellWord[], by: string): EvaluatedText[] {
  return words.filter((word) => word.literal === undefined).map((word) => ({ word, by, splices: false }));
}

function spliced(words: readonly ShellWord[], item: string, by: string): EvaluatedText[] {
  return words.filter(({ literal }) => literal?.includes(item)).map((word) => ({ word, by, splices: true }));
}

/** What xargs puts its items in the place of, as `-I` says; undefined where they come behind the last word. */
export function itemOfXargs(command: ShellCommand): string | undefined {
  const { name } = invocationOf(command);
  const started = command.arguments.findIndex(({ literal }) => literal?.replace(/^.*\//, "") === name);
  const words = started < 0 ? command.arguments : command.arguments.slice(0, started);
  const at = words.findIndex(({ literal }) => /^(?:-[Ii].*|--replace(?:=.*)?)$/.test(literal ?? ""));
  const option = words[at]?.literal;
  if (option === undefined) return undefined;
  const glued = option.replace(/^(?:-[Ii]|--replace=?)/, "");
  return glued || (option === "-I" && words[at + 1]?.literal) || "{}";
}

/** `system()` of a single string is constant; anything joined to it comes from the input. */
function callsSystem(word: ShellWord): boolean {
  const literal = textOfWord(word);
  return /\bsystem\s*\(/.test(literal) && !/\bsystem\s*\(\s*"[^"$]*"\s*\)/.test(literal);
}

/** `source <(…)` and `source /dev/stdin <<< "…"`. */
function sourcedTexts(command: ShellCommand, words: readonly ShellWord[]): ShellWord[] {
  return runsItsInput(command) ? inputTexts(command) : words.slice(0, 1).filter(isProcess);
}

function isProcess({ parts }: ShellWord): boolean {
  return parts.some((part) => part.kind === "process");
}

/** What a shell reads from a here-string, a here-document, or an `echo` before it in the pipeline. */
export function inputTexts(command: ShellCommand): ShellWord[] {
  const { source } = command;
  const own = command.redirections.flatMap(({ operator, target, heredoc }): ShellWord[] => {
    if (heredoc)
      return [{ source, span: heredoc.span, parts: heredoc.parts, literal: heredoc.quoted ? "" : undefined }];
    return operator === "<<<" && target ? [target] : [];
  });
  const printing = feeders(command).filter((feeder) =>
    /^(?:echo|printf)$/.test(invocationOf(feeder).name ?? ""),
  );
  return [...own, ...printing.flatMap((feeder) => feeder.arguments)];
}
