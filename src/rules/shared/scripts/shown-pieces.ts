/** How much of a value a `${X:0:4}` shows, alone and together with the other pieces of it in the script. */
import {
  feeders,
  laterStages,
  type ShellCommand,
  type ShellScript,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import { fallbackIn } from "./carried-words.ts";
import { commandLine } from "./command-line.ts";

/** See the module comment. */
export interface Pieces {
  /** True for a variable in a word that shows its value, or so much of it that it is as good as all. */
  readonly shows: (part: WordPart & { readonly kind: "variable" }) => boolean;
  /** True for a command of which only a small piece goes on, there and wherever else the script takes pieces of the same. */
  readonly leaveLittle: (command: ShellCommand) => boolean;
}

/** More than this of a secret is as good as all of it. */
const MUCH = 12;

/** A start and an end of a secret are less than this; more pieces of it can be put together again. */
const MUCH_TOGETHER = 16;

/** `${#X}` and `${X:+set}` say that there is a value; `${LINE%%=*}` is a name; `${X:0:4}` shows a piece of it. */
export function piecesIn(script: ShellScript): Pieces {
  let together: ReadonlyMap<string, number> | undefined;
  const addUp = (name: string): boolean => {
    together ??= shownTogether(script);
    return (together.get(name) ?? 0) > MUCH_TOGETHER;
  };
  const shows: Pieces["shows"] = ({ operator, inner: [first], name, span }) => {
    const text = first?.kind === "literal" ? first.text : "";
    if (operator.startsWith("%") && (text.startsWith("=") || START.test(textAt(span.start, script))))
      return false;
    if (operator === "//" && EVERY_LETTER.test(text)) return false;
    if (operator !== ":") return !/^(?:length|:?\+|indirect)$/.test(operator);
    const pieces = piecesBy(RANGE.exec(textAt(span.start, script)), script);
    return pieces.length === 0 || pieces.some((piece) => lengthOf(piece) > MUCH) || addUp(name);
  };
  const leaveLittle: Pieces["leaveLittle"] = (command) =>
    laterStages(command).some((stage) => stage.every(pieceCut)) && !sourcesOf(command).some(addUp);
  return { shows, leaveLittle };
}

function textAt(start: number, { source }: ShellScript): string {
  return source.text.slice(start, start + MAX_TEXT);
}

/** Nobody writes a longer expansion of the kind. */
const MAX_TEXT = 200;

const EVERY_LETTER = /^(?:\?|\[\[:(?:alnum|graph|print):\]\]|\[a-zA-Z0-9\S*\]|\[A-Za-z0-9\S*\])$/;

/** `${X%"${X#????}"}`: the first four of them. */
const START = /^\$\{(\w+)%%?"?\$\{\1#\?{1,12}\}"?\}/;

/** Where a piece starts and how long it is, with expansions in either. */
const RANGE = /^\$\{(\w+):((?:[^{}:\n]|\$\{[^{}\n]*\})*)(?::((?:[^{}\n]|\$\{[^{}\n]*\})*))?\}/;

const RANGES = new RegExp(RANGE.source.slice(1), "g");

/** A negative start counts from the end, as a negative length does. */
interface Piece {
  readonly start: number;
  readonly length: number | undefined;
}

function lengthOf({ start, length }: Piece): number {
  const most = start < 0 ? -start : Number.POSITIVE_INFINITY;
  return length === undefined ? most : length < 0 ? Math.max(0, most + length) : Math.min(most, length);
}

/** All that the variables in it may stand for; nothing when they may stand for anything. */
function piecesBy(match: RegExpExecArray | null, script: ShellScript): Piece[] {
  if (!match) return [];
  const [, , from = "", most] = match;
  const starts = from.trim() === "" ? [0] : numbersIn(from, script);
  const lengths = most === undefined ? [undefined] : numbersIn(most, script);
  if (lengths.length === 0 && starts.every((start) => start < 0))
    return starts.map((start) => ({ start, length: undefined }));
  return starts.flatMap((start) => lengths.map((length) => ({ start, length })));
}

/** `4`, `(-4)`, `$shown`, `-$shown`, `shown`, `${#X}-4` */
function numbersIn(text: string, script: ShellScript): number[] {
  if (text.length > LONGEST_NUMBER) return [];
  const bare = text.replace(/^\s*\$?\(+|\)+\s*$|[\s"]/g, "");
  const fromEnd = /^\$\{#\w+\}(-\d+)$/.exec(bare)?.[1] ?? bare;
  if (NUMBER.test(fromEnd)) return [Number(fromEnd)];
  const [, sign = "", name, fallback] = /^(-?)\$?\{?([A-Za-z_]\w*)(?::?-(\d+))?\}?$/.exec(bare) ?? [];
  if (name === undefined) return [];
  const given = assignmentsTo(name, script);
  if (given.length > MAX_VALUES || countedIn(script).has(name)) return [];
  const held = given.map(({ value }) => (value ? setTo(value) : ""));
  const texts = held.length === 0 && fallback !== undefined ? [fallback] : held;
  const isKnown = texts.every((one) => NUMBER.test(one));
  return isKnown ? texts.map((one) => Number(one) * (sign === "-" ? -1 : 1)) : [];
}

/** Nobody writes longer ones. */
const LONGEST_NUMBER = 200;

/** `for ((i = 0; …; i++))`, `let i+=1`, `read -r i`: names that become what no assignment says. */
const countedIn: (script: ShellScript) => ReadonlySet<string> = onceFor(({ source, span }) => {
  const texts = source.text.slice(span.start, span.end).matchAll(COUNTING);
  return new Set([...texts].flatMap(([text]) => text.match(/[A-Za-z_]\w*/g) ?? []));
});

const COUNTING = /\(\([^)\n]{0,200}|\b(?:let|read|printf -v)\b[^\n;]{0,200}/g;

/** Arguments of a function may be anything, whatever they are when nobody gives them. */
function setTo(value: Parameters<typeof fallbackIn>[0]): string {
  const [part] = value.parts;
  return part?.kind === "variable" && /^\d/.test(part.name) ? "" : fallbackIn(value);
}

const NUMBER = /^-?\d{1,6}$/;

/** A loop that goes through more shows all of it. */
const MAX_VALUES = 8;

/** For each variable, and each command that prints a secret, how many letters of it small pieces show. */
function shownTogether(script: ShellScript): Map<string, number> {
  const letters = new Map<string, Set<number>>();
  const add = (name: string, { start, length = 0 }: Piece): void => {
    const shown = letters.get(name) ?? new Set<number>();
    for (let at = 0; at < length; at++) shown.add(start + at);
    letters.set(name, shown);
  };
  for (const match of script.source.text.slice(script.span.start, script.span.end).matchAll(RANGES))
    for (const piece of piecesBy(match, script)) {
      const length = lengthOf(piece);
      if (length <= MUCH) add(match[1] ?? "", { start: piece.start, length });
    }
  for (const command of script.commands) {
    const cut = pieceCut(command);
    for (const name of cut ? feeders(command).flatMap(sourcesOf) : []) if (cut) add(name, cut);
  }
  return new Map([...letters].map(([name, shown]) => [name, shown.size]));
}

/** `cut -c1-4`, `head -c 4`, `tail -c 4`: a piece that is too small to be a secret. */
function pieceCut(command: ShellCommand): Piece | undefined {
  const [, name, from = "", to] = CUTS.exec(commandLine(command).line) ?? [];
  if (name === undefined) return undefined;
  const isOfLines = name === "cut" && feeders(command).some((one) => BREAKS.test(commandLine(one).line));
  const most = Number(to ?? from);
  const start = name === "tail" ? -most : name === "cut" && from !== "" ? Number(from) - 1 : 0;
  const length = name === "cut" ? most - start : most;
  return length <= MUCH && !isOfLines ? { start, length } : undefined;
}

const CUTS = /^(cut|head|tail) -c ?(?!$)(\d{0,4})(?:(?<=^cut.{3,8})-(\d{1,4}))?$/;

/** Of one line these make many, of which each is cut. */
const BREAKS = /^(?:fold|xxd|od|hexdump|awk|grep|sed .*(?:\\n|&)|tr (?!-d))/;

/** What the command line of a feeder names: its variables, or what it reads. */
function sourcesOf(command: ShellCommand): string[] {
  const parts = command.arguments.flatMap((word) => word.parts);
  const names = parts.flatMap((part) => (part.kind === "variable" ? [part.name] : []));
  return names.length > 0 ? names : [commandLine(command).line];
}
