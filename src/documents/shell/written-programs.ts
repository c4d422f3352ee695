/**
 * Programs that a script writes into a file and runs from there: `cat > run.sh <<EOF … EOF`, then `bash run.sh`, or `scp run.sh
 * host:` and `ssh host sh run.sh`.
 */
import { containerShell } from "./container-command.ts";
import { asFound, copiesBy, type FileCopy, type FilePlace, fileFilledBy } from "./copied-files.ts";
import { withoutTimes } from "./cron-lines.ts";
import { inputFiles } from "./input-files.ts";
import { programFile, runsItsInput } from "./runs-input.ts";
import { isShellName } from "./shell-names.ts";
import type { ShellCommand, ShellWord, WordPart } from "./shell-script.ts";
import { spelling } from "./spelling.ts";
import { invocationOf, runWordOf } from "./wrappers.ts";

/** See the module comment. */
export interface WrittenProgram {
  readonly writer: ShellCommand;
  readonly runner: ShellCommand;
  readonly parts: readonly WordPart[];
  /** Where it runs when that isn't the machine the script runs on. */
  readonly runsOn: "remote" | "container" | undefined;
}

/** In the order in which they are written; how much text of them is followed is the reader's affair. */
export function writtenPrograms(commands: readonly ShellCommand[]): WrittenProgram[] {
  const started = writtenAndRead(commands, programsRun);
  return [...started, ...writtenForLater(commands)].filter(({ parts }) => !isOtherLanguage(parts));
}

/** What shells and the system start by themselves: `echo "…" >> ~/.bashrc`. */
function writtenForLater(commands: readonly ShellCommand[]): WrittenProgram[] {
  return commands.flatMap((writer) => {
    const files = filesWritten(writer);
    const path = files.find(isRunLater);
    if (path === undefined) return [];
    const text = textWritten(writer);
    const parts = CRONTAB.test(path) ? withoutTimes(text, CRONTAB_OF_SYSTEM.test(path)) : text;
    return parts.length === 0 ? [] : [{ writer, runner: writer, parts, runsOn: undefined }];
  });
}

const CRONTAB = /(?:^|\/)(?:etc\/(?:crontab|cron\.d\/[^/]+)|var\/spool\/cron\/(?:crontabs\/)?[^/]+)$/;

/** Its lines name the user behind the time. */
const CRONTAB_OF_SYSTEM = /(?:^|\/)etc\//;

const STARTED_ALONE =
  /(?:^|\/)(?:\.(?:bashrc|bash_(?:profile|login|logout|aliases)|profile|z(?:shrc|profile|shenv|login)|ssh\/rc|git\/hooks\/[\w-]+)|etc\/(?:profile|profile\.d\/[^/]+|bash\.bashrc|rc\.local|cron\.(?:hourly|daily|weekly|monthly)\/[^/]+))$/;

/** True for a file that shells or the system start by themselves. */
export function isRunLater(path: string): boolean {
  return STARTED_ALONE.test(path) || CRONTAB.test(path);
}

/** What commands write into files that later ones read, as `filesRead` tells. */
export function writtenAndRead(
  commands: readonly ShellCommand[],
  filesRead: (command: ShellCommand) => readonly FilePlace[],
): WrittenProgram[] {
  const writers = commands.filter((command) => command.runsOn === "here" && writesText(command));
  if (writers.length === 0) return [];
  const runners = new Map(
    commands.flatMap((runner) => filesRead(runner).map((place) => [keyOf(place), runner] as const)),
  );
  const copies = Map.groupBy(
    commands.filter(({ runsOn }) => runsOn === "here").flatMap(copiesBy),
    ({ from }) => from,
  );
  return writers.flatMap((writer) => {
    const places = placesOf(writer, copies);
    const runner = places.map((place) => runners.get(keyOf(place))).find((one) => one !== undefined);
    if (!runner || runner.span.start < writer.span.start) return [];
    return [{ writer, runner, parts: textWritten(writer), runsOn: placeOf(runner) }];
  });
}

/** Where what a command writes is found: where it writes it, and where that is copied to. */
function placesOf(
  writer: ShellCommand,
  copies: ReadonlyMap<string, readonly FileCopy[]>,
): readonly FilePlace[] {
  const filled = fileFilledBy(writer);
  if (filled !== undefined) return [{ path: asFound(filled), on: "remote" }];
  return filesWritten(writer).flatMap((path): FilePlace[] => [
    { path, on: "here" },
    ...(copies.get(path) ?? []).map(({ to }) => to),
  ]);
}

function keyOf({ path, on }: FilePlace): string {
  return `${on} ${path}`;
}

/** Where a command runs a program in the end. */
function placeOf(runner: ShellCommand): WrittenProgram["runsOn"] {
  const invocation = invocationOf(runner);
  if (invocation.name === "ssh") return "remote";
  if (containerShell(invocation)) return "container";
  return runner.runsOn === "here" ? undefined : runner.runsOn;
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

function writesText(command: ShellCommand): boolean {
  if (textWritten(command).length === 0) return false;
  return filesWritten(command).length > 0 || fileFilledBy(command) !== undefined;
}

function textWritten(command: ShellCommand): readonly WordPart[] {
  const { name, arguments: words } = invocationOf(command);
  if (name === "cat" || name === "tee" || name === "ssh")
    return command.redirections.flatMap(
      ({ operator, target, heredoc }) => heredoc?.parts ?? (operator === "<<<" ? (target?.parts ?? []) : []),
    );
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
function programsRun(command: ShellCommand): FilePlace[] {
  const invocation = invocationOf(command);
  const { name, arguments: words } = invocation;
  const inside = containerShell(invocation);
  const file = inside && programFile(inside.arguments);
  if (file) return [{ path: asFound(spelling(file)), on: "container" }];
  const { runsOn: on } = command;
  const fed = runsItsInput(command) ? inputFiles(command) : [];
  return [...fed, ...programWords(name, words, command)]
    .map(spelling)
    .map((path) => ({ path: on === "here" ? path : asFound(path), on }));
}

function programWords(
  name: string | undefined,
  words: readonly ShellWord[],
  command: ShellCommand,
): readonly ShellWord[] {
  if (name === "source" || name === ".") return words.slice(0, 1);
  if (isShellName(name)) return [programFile(words) ?? []].flat();
  const run = runWordOf(command);
  return run && /[/$]/.test(spelling(run)) ? [run] : [];
}
