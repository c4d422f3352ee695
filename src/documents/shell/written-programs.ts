/** Programs that a script writes into a file and runs from there: `cat > run.sh <<EOF … EOF`, then `bash run.sh`. */
import { programFile, runsItsInput } from "./runs-input.ts";
import { isShellName } from "./shell-names.ts";
import type { ShellCommand, ShellWord, WordPart } from "./shell-script.ts";
import { invocationOf } from "./wrappers.ts";

/** See the module comment. */
export interface WrittenProgram {
  readonly writer: ShellCommand;
  readonly runner: ShellCommand;
  readonly parts: readonly WordPart[];
  /** What a shell on a server runs; undefined for the machine the script runs on. */
  readonly runsOn: "remote" | undefined;
}

/** In the order in which they are written; how much text of them is followed is the reader's affair. */
export function writtenPrograms(commands: readonly ShellCommand[]): WrittenProgram[] {
  const writers = commands.filter((command) => command.runsOn === "here" && writesText(command));
  if (writers.length === 0) return [];
  const runners = new Map(
    commands.flatMap((runner) => programsRun(runner).map((path) => [path, runner] as const)),
  );
  return writers.flatMap((writer) => {
    const runner = filesWritten(writer)
      .map((path) => runners.get(path))
      .find((one) => one !== undefined);
    const parts = textWritten(writer);
    if (!runner || runner.span.start < writer.span.start || isOtherLanguage(parts)) return [];
    const runsOn = invocationOf(runner).name === "ssh" ? ("remote" as const) : undefined;
    return [{ writer, runner, parts, runsOn }];
  });
}

/** The files that a command's output goes to, as they are written, in one spelling. */
export function filesWritten(command: ShellCommand): readonly string[] {
  const { name, arguments: words } = invocationOf(command);
  if (command.redirections.length === 0 && command.surrounding.length === 0 && name !== "tee") return NONE;
  const copies = name === "tee" ? words.filter(({ literal = "" }) => !literal.startsWith("-")) : [];
  const targets = [...command.redirections, ...command.surrounding].flatMap(
    ({ operator, descriptor = "1", target }) =>
      /^(?:&?>>?|>\|)$/.test(operator) && /^[1&]$/.test(descriptor) && target ? [target] : [],
  );
  return [...copies, ...targets].map(spelling).filter((path) => !/^$|^[-&\d]|^\/dev\//.test(path));
}

const NONE: readonly string[] = [];

/** The path of a word in one spelling: `./run.sh` is `run.sh`, `"${dir}/a"` is `$dir/a`. */
export function spelling({ parts }: Pick<ShellWord, "parts">): string {
  const pieces = parts.map((part) => {
    if (part.kind === "literal") return part.text;
    return part.kind === "variable" ? `$${part.name}` : "$()";
  });
  return pieces.join("").replace(/^\.\//, "");
}

function writesText(command: ShellCommand): boolean {
  return textWritten(command).length > 0 && filesWritten(command).length > 0;
}

function textWritten(command: ShellCommand): readonly WordPart[] {
  const { name, arguments: words } = invocationOf(command);
  if (name === "cat" || name === "tee")
    return command.redirections.flatMap(({ heredoc }) => heredoc?.parts ?? []);
  if (name !== "echo" && name !== "printf") return [];
  const printed = words.filter(({ literal }) => !/^-[neE]+$|^(?:%s|%b|%s\\n)$/.test(literal ?? ""));
  return printed.flatMap(({ parts }) => parts);
}

function isOtherLanguage([first]: readonly WordPart[]): boolean {
  return (
    first?.kind === "literal" && /^#!/.test(first.text) && !/^#!.*\b(?:ba|da|z|k|a)?sh\b/.test(first.text)
  );
}

/** What a command runs as a program of the shell. */
function programsRun(command: ShellCommand): string[] {
  const { name, arguments: words } = invocationOf(command);
  const fed = runsItsInput(command)
    ? command.redirections.flatMap(({ operator, target }) => (operator === "<" && target ? [target] : []))
    : [];
  if (name === "source" || name === ".") return words.slice(0, 1).map(spelling);
  if (isShellName(name)) return [...fed, programFile(words) ?? []].flat().map(spelling);
  const all = command.name ? [command.name, ...command.arguments] : [];
  const run = all[all.length - words.length - 1];
  return [...fed, ...(run && /[/$]/.test(spelling(run)) ? [run] : [])].map(spelling);
}
