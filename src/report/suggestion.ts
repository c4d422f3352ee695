/** A certain edit -> GitHub's suggestion, which replaces whole lines. */
import type { Edit } from "../engine/rule.ts";
import type { SourceText } from "../source/source-text.ts";
import { contains, overlapping, type Span } from "../source/span.ts";
import { looksSecret } from "./redaction.ts";

/** Lines to replace (from 1, both included) and what to put there; an empty text deletes them. */
export interface Suggestion {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly text: string;
}

/** Characters: a comment has an end, and longer lines nobody reads. */
const LONGEST = 5_000;

/** The suggestion for an edit; undefined when its lines hold a secret besides the one that the edit takes away, or are endless. */
export function suggestionFor(
  edit: Edit,
  source: SourceText,
  secrets: readonly Span[],
): Suggestion | undefined {
  const firstLine = source.positionAt(edit.span.start).line;
  const lastLine = source.positionAt(Math.max(edit.span.start, edit.span.end - 1)).line;
  const lines = {
    start: source.lineStart(firstLine),
    end: source.lineEnd(lastLine),
  };
  if (lines.end - lines.start + edit.text.length > LONGEST) return undefined;
  const before = source.text.slice(lines.start, edit.span.start);
  const after = source.text.slice(edit.span.end, Math.max(edit.span.end, lines.end));
  const text = before + edit.text + after;
  const kept = overlapping(secrets, lines).filter((secret) => !contains(edit.span, secret));
  return kept.length > 0 || looksSecret(text) ? undefined : { firstLine, lastLine, text };
}
