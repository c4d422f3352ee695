/**
 * `# kamal-review: ignore[rule-id] reason`: a comment that accepts a finding on its own line or, when it stands alone, in what
 * comes next: a line, a command over several lines, a folded text. At the top of a file it is also about the file as a whole.
 */
import { onceFor } from "../source/once-for.ts";
import type { Place, SourceText } from "../source/source-text.ts";
import { goesOn, type LineRange, linesFrom, linesTo } from "./guarded-lines.ts";

/** One such comment. */
export interface Suppression extends Place {
  /** As written, in order; an id may be unknown. */
  readonly ruleIds: readonly string[];
  /** Empty when none was given. */
  readonly reason: string;
  /** Line of the comment, from 1. */
  readonly line: number;
  /** Lines whose findings it accepts; undefined when nothing follows. */
  readonly guarded: LineRange | undefined;
  /** True when only comments stand above it. */
  readonly guardsFile: boolean;
}

/** A suppression and what became of it. */
export interface JudgedSuppression extends Suppression {
  /** Ids that no rule has. */
  readonly unknown: readonly string[];
  /** Ids of rules that found nothing in the guarded lines. */
  readonly unused: readonly string[];
}

const COMMENT =
  /(?:^|[ \t]|<%-?)((?:#|\/\/|\/\*)[ \t]*kamal-review:[ \t]*ignore\b(?:[ \t]*\[([^\]\n]{0,200})\])?[ \t]*([^\r\n]*))/gim;

/** Every suppression of a file. */
export const suppressionsIn: (source: SourceText) => readonly Suppression[] = onceFor(readSuppressions);

function readSuppressions(source: SourceText): Suppression[] {
  if (!/kamal-review:/i.test(source.text)) return [];
  const firstLine = firstLineOfCode(source);
  return [...source.text.matchAll(COMMENT)].map((match) => {
    const [whole = "", comment = "", ids = "", reason = ""] = match;
    const start = match.index + whole.length - comment.length;
    const { line } = source.positionAt(start);
    const before = source.text.slice(source.lineStart(line), start);
    const alone = /^\s*(?:<%-?)?$/.test(before);
    return {
      source,
      span: { start, end: start + comment.trimEnd().length },
      anchor: `suppression ${ids}`,
      ruleIds: ids
        .split(",")
        .map((id) => id.trim())
        .filter((id) => id !== ""),
      reason: withoutEnd(reason).replace(/^[-–—:][ \t]*/, ""),
      line,
      guarded: alone ? whatFollows(source, line) : linesTo(source, line),
      guardsFile: alone && line < firstLine,
    };
  });
}

/** Without what closes the comment. */
function withoutEnd(reason: string): string {
  const text = reason.trimEnd();
  const end = ["-%>", "%>", "*/"].find((one) => text.endsWith(one)) ?? "";
  return text.slice(0, text.length - end.length).trimEnd();
}

/** Inside a command it is about the next line; the rest has room for comments of its own. */
function whatFollows(source: SourceText, line: number): LineRange | undefined {
  const next = nextLineOfCode(source, line);
  if (next === undefined) return undefined;
  return isInCommand(source, line) ? { first: next, last: next } : linesFrom(source, next);
}

function isInCommand(source: SourceText, line: number): boolean {
  let above = line - 1;
  while (above > Math.max(0, line - MAX_COMMENT_LINES) && isCommentLine(source.lineText(above))) above -= 1;
  return above > 0 && goesOn(source, above);
}

/** No comment block of a person is longer. */
const MAX_COMMENT_LINES = 20;

function nextLineOfCode(source: SourceText, after: number): number | undefined {
  const last = Math.min(source.lineCount, after + MAX_COMMENT_LINES);
  for (let line = after + 1; line <= last; line++) if (!isCommentLine(source.lineText(line))) return line;
  return undefined;
}

function isCommentLine(text: string): boolean {
  return /^\s*(?:$|#|\/\/|\/\*.*\*\/\s*$|<%-?#[^%]*%>\s*$)/.test(text);
}

/** The start of a document says nothing yet. */
function firstLineOfCode(source: SourceText): number {
  const last = Math.min(source.lineCount, MAX_COMMENT_LINES);
  for (let line = 1; line <= last; line++) {
    const text = source.lineText(line);
    if (!isCommentLine(text) && text.trim() !== "---") return line;
  }
  return last;
}
