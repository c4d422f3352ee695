/** What the text around a call says of it: what it depends on, and whether anybody heeds its failure. */
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";

/** The line as far as the call, with those that it continues, and without asking whether there is an argument at all. */
export function textBefore({ source, span, arguments: words }: ShellCommand): string {
  const text = source.text.slice(Math.max(0, span.start - MAX_BEFORE), span.start);
  const line = text.replace(/(\\|&&|\|\|)[ \t]*\n/g, "$1 ").replace(/[\s\S]*\n/, "");
  const given = words.flatMap(({ parts }) =>
    parts.map((part) => (part.kind === "variable" ? part.name : "")),
  );
  const whole = (asking: string, some?: string, none?: string, not = ""): string =>
    given.includes(some ?? none ?? "") ? not : asking;
  return blanked(line.replace(IS_GIVEN, whole));
}

/** What stands on the line before it, as far as people write it. */
const MAX_BEFORE = 300;

/** `[ -n "$X" ] && check "$X"`, `[ -z "$X" ] || check "$X"` */
const IS_GIVEN =
  /\[\[? (?:-n "?\$\{?(\w+)[^\s\]]* \]\]?\s*&&|-z "?\$\{?(\w+)[^\s\]]* \]\]?\s*\|\|)\s*(!\s*)?$/;

/** Where a statement begins. */
export const BARE = /(?:^|[;{()]|\b(?:then|else|do))\s*$/;

/** True when the text opens a parenthesis that it doesn't close. */
export function isInSubshell(before: string): boolean {
  return before.split("(").length > before.split(")").length;
}

/** Where the subshell ends in which the text starts. */
export function closing(behind: string): number {
  let depth = 0;
  for (const { 0: sign, index } of behind.matchAll(/[()]/g)) {
    depth += sign === "(" ? 1 : -1;
    if (depth < 0) return index;
  }
  return behind.length;
}

/** `{ check; } || true`, `done &`: a failure in a group of which something else is made. */
export function isForgiven(behind: string): boolean {
  let depth = 0;
  for (const { 0: word, index } of behind.matchAll(GROUPS)) {
    depth += OPENS.test(word) ? 1 : -1;
    if (depth >= 0) continue;
    if (/^\s*[|&]/.test(behind.slice(index + word.length, index + word.length + MAX_BLANKS))) return true;
    depth = 0;
  }
  return false;
}

const MAX_BLANKS = 40;
const GROUPS = /(?<![^\s;])(?:if|case|do|\{|fi|esac|done|\})(?![^\s;|&)])|[()]/g;
const OPENS = /^(?:if|case|do|\{|\()$/;

/** Texts and comments hold words that are no commands. */
export function blanked(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?<=\s)#[^\n]*/g, blank);
}

/** As long as the text, with as many lines. */
export function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
