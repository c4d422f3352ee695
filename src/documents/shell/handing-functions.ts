/**
 * Functions of a script that run what they are called with: `retry() { "$@" || "$@"; }` as a command, `remote() { ssh "$HOST"
 * "$@"; }` and `run() { local cmd=$1; eval "$cmd"; }` as a program.
 */
import { asProgram, carriedTexts, type EmbeddedProgram } from "./embedded-programs.ts";
import { runsElsewhere } from "./remote-tool-table.ts";
import type { ShellAssignment, ShellCommand, ShellWord, WordPart } from "./shell-script.ts";
import { takesShellText } from "./shell-texts.ts";
import { invocationOf, runWordOf } from "./wrappers.ts";

/** Which arguments, counted from 0: from `first` to before `end`. */
export interface ArgumentRange {
  readonly first: number;
  readonly end: number;
}

/** What a function does with them. */
export interface Handing extends ArgumentRange {
  readonly as: "command" | "program";
  /** Where they run; undefined where the function itself does. */
  readonly runsOn: ShellCommand["runsOn"] | undefined;
}

/** What is known of a script. */
export interface Known {
  assignmentsTo(name: string): readonly ShellAssignment[];
  /** The calls of `shift` in a function. */
  shiftsIn(inFunction: string | undefined): readonly ShellCommand[];
}

/** A function is short; the bound keeps long scripts linear. */
const MAX_LOOKED_AT = 100;

/** What is known while a script is being read. */
export function knownSoFar(
  commands: readonly ShellCommand[],
  assignments: readonly ShellAssignment[],
): Known {
  return {
    assignmentsTo: (name) => assignments.slice(-MAX_LOOKED_AT).filter((one) => one.name === name),
    shiftsIn: (inFunction) =>
      commands
        .slice(-MAX_LOOKED_AT)
        .filter((one) => one.inFunction === inFunction && one.name?.literal === "shift"),
  };
}

/** What a command in a function tells about that function. */
export function handingOf(
  command: ShellCommand,
  known: Known,
  handing: ReadonlyMap<string, Handing>,
): Handing | undefined {
  const called = handing.get(command.name?.literal ?? "");
  if (called?.as === "program") return passedOn(command, called, known);
  const { name } = invocationOf(command);
  if (name !== undefined && !mayHandOn(name)) return undefined;
  const run = name === undefined ? runWordOf(command) : undefined;
  const whole = run && run.literal === undefined ? argumentRange(run.parts, command, known) : undefined;
  if (whole && whole.end > whole.first + 1) return { ...whole, as: "command", runsOn: undefined };
  for (const { parts, runsOn } of carriedTexts(command)) {
    const filledIn = parts.flat().filter(({ kind }) => kind !== "literal");
    const range = argumentRange(filledIn, command, known);
    if (range) return { ...range, as: "program", runsOn };
  }
  return undefined;
}

/** `all() { for h in $HOSTS; do remote "$h" "$1"; done; }` */
function passedOn(command: ShellCommand, called: Handing, known: Known): Handing | undefined {
  const parts = command.arguments.slice(called.first, called.end).flatMap((word) => word.parts);
  const range = argumentRange(
    parts.filter(({ kind }) => kind !== "literal"),
    command,
    known,
  );
  return range && { ...range, as: "program", runsOn: called.runsOn };
}

/** Programs that carry others, so that most commands are done with at once. */
function mayHandOn(name: string): boolean {
  return MAY_HAND_ON.test(name) || runsElsewhere(name) || takesShellText(name);
}

const MAY_HAND_ON =
  /^(?:ssh|eval|(?:ba|da|z|k|a)?sh|docker|podman|nerdctl|docker-compose|kubectl|kamal|mrsk|sudo|doas|find|trap)$/;

/** What the call of such functions comes to: `retry remote web1 "docker ps"`. */
export interface Followed {
  /** How many arguments stand before the command that runs in the end; undefined where none is handed on. */
  readonly handsOn: number | undefined;
  /** The program that is handed on, where it is one. */
  readonly program: EmbeddedProgram[] | undefined;
}

/** Functions that run functions that run something: nobody goes further. */
const MAX_FOLLOWED = 4;

/** Follows a call through the functions that are known so far. */
export function followHanding(command: ShellCommand, handing: ReadonlyMap<string, Handing>): Followed {
  if (handing.size === 0) return { handsOn: undefined, program: undefined };
  let { name, arguments: words } = command;
  let handsOn: number | undefined;
  for (let depth = 0; depth < MAX_FOLLOWED; depth++) {
    const next = handing.get(name?.literal ?? "");
    if (!next) break;
    if (next.as === "program") return { handsOn, program: handedProgram(command, words, next) };
    name = words[next.first];
    words = words.slice(next.first + 1);
    if (!name) break;
    handsOn = command.arguments.length - words.length - 1;
  }
  return { handsOn, program: undefined };
}

function handedProgram(
  carrier: ShellCommand,
  all: readonly ShellWord[],
  { first, end, runsOn }: Handing,
): EmbeddedProgram[] {
  const words = all.slice(first, end);
  const isSpelledOut = words.some(({ parts }) =>
    parts.some((part) => part.kind === "literal" && /\S/.test(part.text)),
  );
  if (!isSpelledOut) return [];
  const program = asProgram(
    words.map(({ parts }) => parts),
    carrier.source,
  );
  return [{ program, runsOn, carrier }];
}

/** The arguments of the function around that a text consists of; undefined when it holds anything else. */
export function argumentRange(
  parts: readonly WordPart[],
  command: ShellCommand,
  known: Known,
): ArgumentRange | undefined {
  const [part, ...others] = parts;
  if (part?.kind !== "variable" || others.length > 0) return undefined;
  const own = argumentOf(part, command, known);
  if (own?.kind !== "variable") return undefined;
  const shifted = shiftsBefore(own, command, known);
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
  { inFunction, span }: ShellCommand,
  known: Known,
): WordPart | undefined {
  if (/^(?:[1-9]|[@*])$/.test(part.name)) return part;
  const set = known
    .assignmentsTo(part.name)
    .filter((one) => one.inFunction === inFunction && one.span.start < span.start);
  const [inner, ...others] = set[0]?.value?.parts ?? [];
  const isOwn = set.length === 1 && others.length === 0;
  return isOwn && inner?.kind === "variable" && /^(?:[1-9]|[@*])$/.test(inner.name) ? inner : undefined;
}

/** `shift` moves the arguments down. */
function shiftsBefore({ span }: WordPart, { inFunction }: ShellCommand, known: Known): number {
  return known
    .shiftsIn(inFunction)
    .filter((one) => one.span.start < span.start)
    .reduce((sum, one) => sum + (Number.parseInt(one.arguments[0]?.literal ?? "1", 10) || 1), 0);
}
