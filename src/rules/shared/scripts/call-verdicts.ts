/** Where a script goes on only if a function that it called was content. */
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import type { Span } from "../../../source/span.ts";
import { BARE, blank, blanked, closing, isForgiven, isInSubshell, textBefore } from "./around-calls.ts";
import { goesNoFurther } from "./leaving-branches.ts";
import type { Leaves } from "./leaving-functions.ts";
import type { StopsAt } from "./stops-on-failure.ts";

/** What is known of the script around a call. */
export interface Surroundings {
  /** Where the script, or what is looked at of it, ends. */
  readonly end: number;
  /** True when it ends with a call that fails. */
  readonly stopsAt: StopsAt;
  /** What it ends by. */
  readonly leaves: Leaves;
}

/**
 * The ranges in which a function that was called has not found fault with its argument: otherwise it `exits`, or fails and leaves
 * the rest to its caller.
 */
export function contentWithin(call: ShellCommand, exits: boolean, around: Surroundings): Span[] {
  const { source, span, captured, stages } = call;
  const before = textBefore(call);
  const behind = blanked(source.text.slice(span.end, span.end + MAX_BEHIND)).replace(REDIRECTIONS, blank);
  const stops = around.stopsAt(call);
  const end = isInSubshell(before) && !stops ? span.end + closing(behind) : around.end;
  const from = (offset: number): Span => ({ start: span.end + offset, end });
  const isNegated = /!\s*$/.test(before);
  const [, guard] = /(&&|\|\|)\s*(?:!\s*)?$/.exec(before) ?? [];
  const isApart = captured || stages.length > 0 || /^\s*&(?![&>])/.test(behind);
  if (exits && guard === undefined && !isApart) return [from(0)];
  if (CONDITION.test(before))
    return guard === (isNegated ? "&&" : "||") ? [] : byCondition(behind, isNegated, from, around);
  const [, operator = "", answer = ""] = /^\s*(\|\||&&)\s*([\s\S]*)$/.exec(behind) ?? [];
  if (guard === "||" || (guard && isNegated)) return [];
  if (operator === (isNegated ? "&&" : "||"))
    return goesNoFurther(blockOf(answer), around.leaves) ? [from(0)] : [];
  if (operator === "&&") {
    const line = lineOf(behind);
    const otherwise = line.lastIndexOf("||");
    if (otherwise >= 0 && goesNoFurther(blockOf(line.slice(otherwise + 2).trimStart()), around.leaves))
      return [from(0)];
    return [{ start: span.end, end: span.end + line.length }];
  }
  const isHeeded = stops && guard === undefined && !isNegated && !isApart && !isForgiven(behind);
  return isHeeded && BARE.test(before) ? [from(0)] : [];
}

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
  if (isNegated) return goesNoFurther(behind.slice(then, start), around.leaves) ? [from(start)] : [];
  if (isOneOf) return [];
  const inside = { start: from(0).start, end: from(start).start };
  return other !== undefined && goesNoFurther(other, around.leaves) ? [inside, from(start)] : [inside];
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

/** As far as the list of commands goes. */
function lineOf(text: string): string {
  return /^(?:\\\n|\n(?<=(?:&&|\|\|)[ \t]*\n)|\{(?<=\s\{)\s[\s\S]*?[\s;]\}|[^\n;])*/.exec(text)?.[0] ?? "";
}
