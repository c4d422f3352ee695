/** Programs in other languages that a script carries: `python3 - <<'PY'`, `ruby -e '…'`, `node -e '…'`. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { ProgramLanguage } from "../program/program.ts";
import { languageOfInterpreter } from "../script-language.ts";
import { inlineTextAt, interpreterOf, programFile, runsItsInput } from "./runs-input.ts";
import {
  commandName,
  laterStages,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "./shell-script.ts";
import { spelling } from "./spelling.ts";
import { invocationOf } from "./wrappers.ts";
import { filesWritten } from "./written-programs.ts";

/** Its text, with positions in the file the script stands in. */
export interface OtherProgram {
  readonly program: DerivedText;
  readonly language: ProgramLanguage;
  /** True when the script takes what it prints. */
  readonly outputTaken: boolean;
}

/** People's scripts carry fewer. */
const MAX_PROGRAMS = 20;

/** All text of them in one script. */
const MAX_CHARACTERS = 64 * 1024;

/** Those of a script, and the first of those that a review does not follow any more. */
export interface OtherPrograms {
  readonly followed: readonly OtherProgram[];
  readonly beyond: DerivedText | undefined;
}

/** The programs that run where the script itself does; elsewhere there is another environment. */
export function otherPrograms(
  { commands }: Pick<ShellScript, "commands">,
  runsOn: ShellCommand["runsOn"] = "here",
): OtherPrograms {
  const followed: OtherProgram[] = [];
  const writers = writersIn(commands);
  let left = MAX_CHARACTERS;
  for (const command of commands) {
    if (command.runsOn !== runsOn) continue;
    const language = languageOf(command);
    const parts = language ? programText(command, writers) : [];
    if (!language || !parts.some((part) => part.kind === "literal" && /\w/.test(part.text))) continue;
    const program = deriveText(command.source, parts.flatMap(segmentsOf));
    left -= program.text.length;
    if (left < 0 || followed.length >= MAX_PROGRAMS) return { followed, beyond: program };
    followed.push({ program, language, outputTaken: isTaken(command, commands) });
  }
  return { followed, beyond: undefined };
}

function isTaken(command: ShellCommand, commands: readonly ShellCommand[]): boolean {
  const { inFunction } = command;
  const around = commands.filter((one) => inFunction !== undefined && commandName(one) === inFunction);
  return [command, ...around].some(
    (one) => one.captured || laterStages(one).length > 0 || filesWritten(one).length > 0,
  );
}

function languageOf(command: ShellCommand): ProgramLanguage | undefined {
  const { name = "" } = invocationOf(command);
  if (!/^(?:ruby|python|node)/.test(name) || !interpreterOf(name)) return undefined;
  const language = languageOfInterpreter(name);
  return language === "shell" || language === "unknown" ? undefined : language;
}

/**
 * What stands behind `-e` or `-c`, what is fed to an interpreter that reads its program from there, or what the script has written
 * into the file that it runs.
 */
function programText(command: ShellCommand, writers: Writers): readonly WordPart[] {
  const { name, arguments: words } = invocationOf(command);
  const interpreter = interpreterOf(name);
  const literals = words.map(({ literal }) => literal);
  const told = interpreter && inlineTextAt(interpreter, literals);
  if (told !== undefined) return words[told]?.parts ?? [];
  if (!runsItsInput(command)) return textWritten(programFile(words, interpreter?.values), command, writers);
  return command.redirections.flatMap(({ operator, target, heredoc }) => {
    if (heredoc) return heredoc.parts;
    return operator === "<<<" && target ? target.parts : [];
  });
}

/** The commands that write a here-document into a file, by its path; the last one before it is run counts. */
type Writers = ReadonlyMap<string, readonly ShellCommand[]>;

function writersIn(commands: readonly ShellCommand[]): Writers {
  const writing = commands.filter(({ redirections }) => redirections.some(({ heredoc }) => heredoc));
  const pairs = writing.flatMap((command) => filesWritten(command).map((path) => ({ path, command })));
  const grouped = Map.groupBy(pairs, ({ path }) => path);
  return new Map([...grouped].map(([path, all]) => [path, all.map(({ command }) => command)]));
}

/** `cat > tag.py <<'PY' … PY`, then `python3 tag.py`. */
function textWritten(
  file: ShellWord | undefined,
  { span }: ShellCommand,
  writers: Writers,
): readonly WordPart[] {
  const all = file ? (writers.get(spelling(file)) ?? []) : [];
  const writer = all.findLast((one) => one.span.end <= span.start);
  return writer?.redirections.flatMap(({ heredoc }) => heredoc?.parts ?? []) ?? [];
}

/** What the shell puts in is some word there, whatever the language. */
function segmentsOf(part: WordPart): readonly Segment[] {
  if (part.kind === "literal") return part.segments;
  const name = part.kind === "variable" && /^[a-z_]\w*$/i.test(part.name) ? part.name : "value";
  return [{ text: `_${name}`, from: part.span }];
}
