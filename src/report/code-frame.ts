/** The line a finding points at, with a marker under the place. */
import { revealHidden } from "../source/hidden-characters.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Position, Span } from "../source/span.ts";
import { safeStretch } from "./redaction.ts";

/** Longer lines are cut around the place, also where there is room for more. */
const WIDTH = 100;

/** A frame of one line: a place over several lines is marked to the end of its first. */
export interface CodeFrame {
  readonly line: number;
  readonly text: string;
  /** Blanks and carets, to be shown under `text`. */
  readonly marker: string;
}

/** Draws the frame; `secrets` (sorted, without overlaps) are masked, tabs become blanks so that the marker stands right. */
export function codeFrame(
  source: SourceText,
  start: Position,
  end: Position,
  secrets: readonly Span[],
  columns = WIDTH,
): CodeFrame {
  const width = Math.max(20, Math.min(WIDTH, columns));
  const [lineStart, lineEnd] = [source.lineStart(start.line), source.lineEnd(start.line)];
  const length = lineEnd - lineStart;
  const from = start.column - 1;
  const to = end.line > start.line ? length : Math.max(end.column - 1, from + 1);
  const left = Math.max(0, Math.min(from - 20, length - width));
  const window = { start: lineStart + left, end: Math.min(lineStart + left + width, lineEnd) };
  const cut = safeStretch(source, window, secrets).replaceAll("\t", " ");
  const before = revealHidden(cut.slice(0, from - left));
  const marked = revealHidden(cut.slice(from - left, to - left));
  const after = revealHidden(cut.slice(to - left));
  return {
    line: start.line,
    text: before + marked + after,
    marker: " ".repeat(before.length) + "^".repeat(Math.max(1, marked.length)),
  };
}
