/** Where a script goes on only if a function that it called was content. */
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import type { Span } from "../../../source/span.ts";

/** What is known of the script around a call. */
export interface Surroundings {
  /** Where the script, or what is looked at of it, ends. */
  readonly end: number;
  /** True when it ends with the first command that fails. */
  readonly stops: boolean;
  /** Functions of its own that end it. */
  readonly leaving: ReadonlySet<string>;
}

/** The ranges in which a function that was called and fails unless its argument is harmless has not failed. */
export function contentWithin(call: ShellCommand, around: Surroundings): Span[] {
  const { source, span, captured, stages } = call;
  const before = source.text.slice(Math.max(0, span.start - MAX_BEFORE), span.start).replace(/[\s\S]*\n/, "");
  const behind = blanked(source.text.slice(span.end, span.end + MAX_BEHIND)).replace(REDIRECTIONS, blank);
  const from = (offset: number): Span => ({ start: span.end + offset, end: around.end });
  const isNegated = /!\s*$/.test(before);
  if (CONDITION.test(before)) return byCondition(behind, isNegated, from, around);
  const [, operator = "", answer = ""] = /^\s*(\|\||&&)\s*([\s\S]*)$/.exec(behind) ?? [];
  const isLeft = operator !== "" && leaves(operator === "||" ? blockOf(answer) : lineOf(answer), around);
  const whenContent = isNegated ? "&&" : "||";
  if (operator === whenContent) return isLeft ? [from(0)] : [];
  if (operator === "&&") {
    const line = lineOf(behind);
    const otherwise = line.lastIndexOf("||");
    if (otherwise >= 0 && leaves(line.slice(otherwise + 2), around)) return [from(0)];
    return [{ start: span.end, end: span.end + line.length }];
  }
  return around.stops && !isNegated && !captured && stages.length === 0 ? [from(0)] : [];
}

/** What stands on the line before it, as far as people write it. */
const MAX_BEFORE = 300;

/** People write shorter branches. */
const MAX_BEHIND = 3_000;

const REDIRECTIONS = /^(?:[ \t]*\d?>{1,2}&?[ \t]*\S+)+/;

/** `if [ -n "$X" ] && ! check …` as far as the call. */
const CONDITION = /(?:^|[\s;])(?:if|elif)\s(?:(?!\bthen\b).)*$/;

function byCondition(
  behind: string,
  isNegated: boolean,
  from: (offset: number) => Span,
  around: Surroundings,
): Span[] {
  const then = /\bthen\b/.exec(behind)?.index;
  if (then === undefined) return [];
  const isOneOf = behind.slice(0, then).includes("||");
  const { ends, other } = branches(behind.slice(then));
  const start = then + (ends ?? behind.length);
  if (isNegated) return leaves(behind.slice(then, start), around) ? [from(start)] : [];
  if (isOneOf) return [];
  const inside = { start: from(0).start, end: from(start).start };
  return other !== undefined && leaves(other, around) ? [inside, from(start)] : [inside];
}

/** Where the first branch ends, and the text of the other one. */
function branches(text: string): { readonly ends: number | undefined; readonly other: string | undefined } {
  let depth = 0;
  let ends: number | undefined;
  let other: number | undefined;
  for (const { 1: word, index } of text.matchAll(/(?<=[\s;])(if|fi|elif|else)(?=[\s;]|$)/g)) {
    if (word === "if") depth++;
    else if (depth === 0) {
      ends ??= index;
      if (word === "fi") return { ends, other: other === undefined ? undefined : text.slice(other, index) };
      other = word === "else" ? index : undefined;
    } else if (word === "fi") depth--;
  }
  return { ends, other: undefined };
}

/** The block, or the line, that runs when it failed. */
function blockOf(answer: string): string {
  if (!answer.startsWith("{")) return lineOf(answer);
  return answer.slice(1, /[\s;]\}/.exec(answer)?.index);
}

function lineOf(text: string): string {
  return /^(?:\\\n|[^\n])*/.exec(text)?.[0] ?? "";
}

/** True when a command in the text ends the script, the function or the round of a loop. */
function leaves(text: string, { leaving }: Surroundings): boolean {
  const commands = text.replace(/\b(?:then|else|do)\b/g, ";").matchAll(/(?:^|[\n;{&|])[ \t]*([\w-]+)/g);
  return [...commands].some(({ 1: name = "" }) => LEAVES.test(name) || leaving.has(name));
}

const LEAVES = /^(?:exit|return|die|fail|abort|usage|error|err|bail|fatal|panic|quit|continue|break)$/;

/** Texts and comments hold words that are no commands. */
function blanked(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?<=\s)#[^\n]*/g, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
