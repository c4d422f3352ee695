/** Functions of a script that hand their arguments on to another machine: `remote() { ssh host "$@"; }`. */
import { runsItsInput } from "../../../documents/shell/runs-input.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { onceFor } from "../../../source/once-for.ts";
import { writtenIn } from "./evaluated-texts.ts";
import { ownArguments } from "./own-arguments.ts";
import { inputOf, type RemoteText, remoteTexts } from "./remote-texts.ts";

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
export function textsSentBy(command: ShellCommand, script: ShellScript): RemoteText[] {
  const { inFunction } = command;
  const { name = "", arguments: words } = invocationOf(command);
  const called = functionsOf(script).get(name);
  if (called) return [{ ...called.text, parts: sentBy(words, called) }];
  const written = writtenIn(script).get(command);
  if (written?.runsOn) return [{ parts: written.parts, by: "the remote shell", reach: "host" }];
  const reader = readersIn(script).get(name);
  if (reader) return [{ parts: inputOf(command), by: "the remote shell", reach: "host" }];
  return remoteTexts(command).filter(({ parts }) => {
    const isOfCaller = inFunction === undefined ? isAll(parts) : ownArguments(parts, command, script);
    return !isOfCaller;
  });
}

/** `remote() { ssh host bash -s; }`, which runs what it is fed where it is called. */
const readersIn: (script: ShellScript) => ReadonlyMap<string, ShellCommand> = onceFor(({ commands }) => {
  const reading = commands.filter(
    (command) =>
      command.inFunction !== undefined &&
      invocationOf(command).name === "ssh" &&
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
