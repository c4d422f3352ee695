/** How much of a value a `${X:0:4}` shows, alone and together with the other pieces of it in the script. */
import type { ShellScript, WordPart } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import { fallbackIn } from "./carried-words.ts";

/** True for a variable in a word that shows its value, or so much of it that it is as good as all. */
export type Shows = (part: WordPart & { readonly kind: "variable" }) => boolean;

/** More than this of a secret is as good as all of it. */
const MUCH = 12;

/** A start and an end of a secret are less than this; more pieces of it can be put together again. */
const MUCH_TOGETHER = 16;

/** `${#X}` and `${X:+set}` say that there is a value; `${LINE%%=*}` is a name; `${X:0:4}` shows a piece of it. */
export function piecesIn(script: ShellScript): Shows {
  let together: ReadonlyMap<string, number> | undefined;
  return ({ operator, inner: [first], name, span }) => {
    const text = first?.kind === "literal" ? first.text : "";
    if (operator.startsWith("%") && (text.startsWith("=") || START.test(textAt(span.start, script))))
      return false;
    if (operator === "//" && EVERY_LETTER.test(text)) return false;
    if (operator !== ":") return !/^(?:length|:?\+|indirect)$/.test(operator);
    const pieces = piecesBy(RANGE.exec(textAt(span.start, script)), script);
    if (pieces.length === 0 || pieces.some((piece) => lengthOf(piece) > MUCH)) return true;
    together ??= shownTogether(script);
    return (together.get(name) ?? 0) > MUCH_TOGETHER;
  };
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

/** For each variable, how many of its letters small pieces of it show. */
function shownTogether(script: ShellScript): Map<string, number> {
  const letters = new Map<string, Set<number>>();
  for (const match of script.source.text.slice(script.span.start, script.span.end).matchAll(RANGES)) {
    const small = piecesBy(match, script).filter((piece) => lengthOf(piece) <= MUCH);
    const shown = letters.get(match[1] ?? "") ?? new Set<number>();
    for (const piece of small) for (let at = 0; at < lengthOf(piece); at++) shown.add(piece.start + at);
    letters.set(match[1] ?? "", shown);
  }
  return new Map([...letters].map(([name, shown]) => [name, shown.size]));
}
