/** Functions of a script that hand their arguments on to another machine: `remote() { ssh host "$@"; }`. */
import { runsItsInput } from "../../documents/shell/runs-input.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { onceFor } from "../../source/once-for.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
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
      const range = rangeOf(text.parts, command, script);
      if (range) found.set(command.inFunction, { text, ...range });
    }
  }
  return found;
}

/** The texts that a command sends itself, or through a function; what a function hands on is looked at where it is called. */
export function textsSentBy(command: ShellCommand, script: ShellScript): RemoteText[] {
  const { name, arguments: words, inFunction } = command;
  const called = functionsOf(script).get(name?.literal ?? "");
  if (called) return [{ ...called.text, parts: sentBy(words, called) }];
  const reader = readersIn(script).get(name?.literal ?? "");
  if (reader) return [{ parts: inputOf(command), by: "the remote shell", reach: "host" }];
  return remoteTexts(command).filter(({ parts }) => {
    const isOfCaller = inFunction === undefined ? isAll(parts) : rangeOf(parts, command, script);
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

/** The arguments of the function around that a text consists of; undefined when it holds anything else. */
function rangeOf(
  parts: readonly WordPart[],
  command: ShellCommand,
  script: ShellScript,
): Pick<HandedOn, "first" | "end"> | undefined {
  const [part, ...others] = parts;
  if (part?.kind !== "variable" || others.length > 0) return undefined;
  const own = argumentOf(part, command, script);
  if (own?.kind !== "variable") return undefined;
  const shifted = shiftsBefore(own, command, script);
  if (/^\d$/.test(own.name)) {
    const first = Number(own.name) - 1 + shifted;
    return first < 0 ? undefined : { first, end: first + 1 };
  }
  const [after] = own.operator === ":" ? own.inner : [];
  const from = after?.kind === "literal" ? Number.parseInt(after.text, 10) || 1 : 1;
  return { first: shifted + Math.max(0, from - 1), end: Number.POSITIVE_INFINITY };
}

/** `$1` itself, or what `local cmd="$1"` was made of. */
function argumentOf(
  part: WordPart & { readonly kind: "variable" },
  { inFunction }: ShellCommand,
  script: ShellScript,
): WordPart | undefined {
  if (/^(?:[1-9]|[@*])$/.test(part.name)) return part;
  const set = assignmentsTo(part.name, script);
  const [inner, ...others] = set[0]?.value?.parts ?? [];
  const isOwn = set.length === 1 && set[0]?.inFunction === inFunction && others.length === 0;
  return isOwn && inner?.kind === "variable" && /^(?:[1-9]|[@*])$/.test(inner.name) ? inner : undefined;
}

/** `shift` moves the arguments down. */
function shiftsBefore({ span }: WordPart, { inFunction }: ShellCommand, { commands }: ShellScript): number {
  return commands
    .filter(
      (one) => one.inFunction === inFunction && one.name?.literal === "shift" && one.span.start < span.start,
    )
    .reduce((sum, one) => sum + (Number.parseInt(one.arguments[0]?.literal ?? "1", 10) || 1), 0);
}
