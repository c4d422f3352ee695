/**
 * `# kamal-review: ignore[rule-id] reason`: a comment that accepts a finding on its own line or, when it stands alone, on the
 * next line that is not a comment.
 */
import type { Place, SourceText } from "../source/source-text.ts";

/** One such comment. */
export interface Suppression extends Place {
  /** As written, in order; an id may be unknown. */
  readonly ruleIds: readonly string[];
  /** Empty when none was given. */
  readonly reason: string;
  /** Line of the comment, from 1. */
  readonly line: number;
  /** Line whose findings it accepts; undefined when nothing follows. */
  readonly guardedLine: number | undefined;
}

/** A suppression and what became of it. */
export interface JudgedSuppression extends Suppression {
  /** Ids that no rule has. */
  readonly unknown: readonly string[];
  /** Ids of rules that found nothing on the guarded line. */
  readonly unused: readonly string[];
}

const COMMENT =
  /(?:^|[ \t])((?:#|\/\/)[ \t]*kamal-review:[ \t]*ignore\b(?:\[([^\]\n]{0,200})\])?[ \t]*([^\r\n]*))/gm;

/** Every suppression of a file. */
export function suppressionsIn(source: SourceText): Suppression[] {
  if (!source.text.includes("kamal-review:")) return [];
  return [...source.text.matchAll(COMMENT)].map((match) => {
    const [whole = "", comment = "", ids = "", reason = ""] = match;
    const start = match.index + whole.length - comment.length;
    const { line } = source.positionAt(start);
    const alone = source.text.slice(source.lineStart(line), start).trim() === "";
    return {
      source,
      span: { start, end: start + comment.trimEnd().length },
      anchor: `suppression ${ids}`,
      ruleIds: ids
        .split(",")
        .map((id) => id.trim())
        .filter((id) => id !== ""),
      reason: reason.replace(/[ \t]*(?:-?%>)?[ \t]*$/, "").replace(/^[-–—:][ \t]*/, ""),
      line,
      guardedLine: alone ? nextLineOfCode(source, line) : line,
    };
  });
}

/** No comment block of a person is longer. */
const MAX_COMMENT_LINES = 20;

function nextLineOfCode(source: SourceText, after: number): number | undefined {
  const last = Math.min(source.lineCount, after + MAX_COMMENT_LINES);
  for (let line = after + 1; line <= last; line++) {
    if (!/^\s*(?:$|#|\/\/)/.test(source.lineText(line))) return line;
  }
  return undefined;
}
