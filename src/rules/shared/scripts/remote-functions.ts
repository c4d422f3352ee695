/** Functions of a script that hand their arguments on to another machine: `remote() { ssh host "$@"; }`. */
import type { Project } from "../../../documents/project.ts";
import { commandsRunning } from "../../../documents/shell/commands-by-program.ts";
import { runsItsInput } from "../../../documents/shell/runs-input.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { type WrittenProgram, writtenAndRead } from "../../../documents/shell/written-programs.ts";
import { onceFor } from "../../../source/once-for.ts";
import { writtenIn } from "./evaluated-texts.ts";
import { librariesOf } from "./libraries.ts";
import { ownArguments } from "./own-arguments.ts";
import { databaseFiles, inputOf, type RemoteText, remoteTexts } from "./remote-texts.ts";

/** Which arguments of a function become remote text: from `first` (counted from 0) to before `end`. */
interface HandedOn {
  readonly text: RemoteText;
  readonly first: number;
  readonly end: number;
}

const functionsOf: (script: ShellScript) => ReadonlyMap<string, HandedOn> = onceFor(readFunctions);

function readFunctions(script: ShellScript): Map<string, HandedOn> {
  const found = new Map<string, HandedOn>();
  for (const command of script.commands) {
    if (command.inFunction === undefined || found.has(command.inFunction)) continue;
    for (const text of remoteTexts(command)) {
      const range = ownArguments(text.parts, command, script);
      if (range) found.set(command.inFunction, { text, ...range });
    }
  }
  return found;
}

/** The texts that a command sends itself, or through a function; what a function hands on is looked at where it is called. */
export function textsSentBy(command: ShellCommand, script: ShellScript, project: Project): RemoteText[] {
  const { inFunction } = command;
  const { name = "", arguments: words } = invocationOf(command);
  const called = functionsOf(script).get(name) ?? functionOfLibrary(name, script, project);
  if (called) return [{ ...called.text, parts: sentBy(words, called) }];
  const written = writtenIn(script).get(command);
  if (written?.runsOn === "remote") return [{ parts: written.parts, by: "the remote shell", reach: "host" }];
  if (written?.runsOn)
    return [{ parts: written.parts, by: "the shell in the container", reach: "container" }];
  const sql = programsOfDatabasesIn(script).get(command);
  if (sql) return [{ parts: sql.parts, by: "the database", reach: "database" }];
  const reader = readersIn(script).get(name);
  if (reader) return [{ parts: inputOf(command), by: "the remote shell", reach: "host" }];
  return remoteTexts(command).filter(({ parts }) => {
    const isOfCaller = inFunction === undefined ? isAll(parts) : ownArguments(parts, command, script);
    return !isOfCaller;
  });
}

function functionOfLibrary(name: string, script: ShellScript, project: Project): HandedOn | undefined {
  const libraries = name === "" ? [] : librariesOf(script, project);
  return libraries.flatMap((library) => functionsOf(library).get(name) ?? [])[0];
}

/** `cat > seed.sql <<EOF … EOF` in front of `psql -f seed.sql`, by the command that writes. */
const programsOfDatabasesIn: (script: ShellScript) => ReadonlyMap<ShellCommand, WrittenProgram> = onceFor(
  ({ commands }) =>
    new Map(writtenAndRead(commands, databaseFiles).map((written) => [written.writer, written])),
);

/** `remote() { ssh host bash -s; }`, which runs what it is fed where it is called. */
const readersIn: (script: ShellScript) => ReadonlyMap<string, ShellCommand> = onceFor((script) => {
  const reading = commandsRunning(script, /^ssh$/).filter(
    (command) =>
      command.inFunction !== undefined &&
      runsItsInput(command) &&
      ![...command.redirections, ...command.surrounding].some(({ operator }) => operator.startsWith("<")) &&
      feeders(command).length === 0,
  );
  return new Map(reading.map((command) => [command.inFunction ?? "", command]));
});

function sentBy(words: readonly ShellWord[], { first, end }: HandedOn): WordPart[] {
  return words.slice(first, end).flatMap(({ parts }) => parts);
}

/** `ssh host "$@"` in the script itself: whoever starts it chooses the command. */
function isAll(parts: readonly WordPart[]): boolean {
  return parts.length > 0 && parts.every((part) => part.kind === "variable" && /^[@*]$/.test(part.name));
}
