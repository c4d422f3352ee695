/** The text of one file and the arithmetic between its offsets and its lines. */
import type { Position, Span } from "./span.ts";

/** One file of a repository as text. The byte order mark is not part of `text`. */
export interface SourceText {
  /** Path inside the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly hasByteOrderMark: boolean;
  /** Number of lines; a file that ends in a line break does not have one more line after it. */
  readonly lineCount: number;
  /** Position of an offset; offsets outside the text are clamped to it. */
  positionAt(offset: number): Position;
  /** Offset of the first character of a line (from 1); lines outside the file are clamped. */
  lineStart(line: number): number;
  /** Offset of the end of a line (from 1), before its line break. */
  lineEnd(line: number): number;
  /** Text of a line (from 1) without its line break. */
  lineText(line: number): string;
}

/** Something written in a file. Documents' nodes satisfy this, so a rule can point at a node directly. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
  /**
   * Structural address inside the file, e.g. a YAML key path: says which thing is meant when lines move.
   * Never holds a value that may be secret, since it enters fingerprints.
   */
  readonly anchor?: string;
}

/** Wraps a text. `\n`, `\r\n` and a lone `\r` end a line, as YAML and GitHub see it. */
export function sourceText(path: string, content: string): SourceText {
  const hasByteOrderMark = content.charCodeAt(0) === 0xfeff;
  const text = hasByteOrderMark ? content.slice(1) : content;
  let starts: readonly number[] | undefined;
  const lineStarts = (): readonly number[] => {
    starts ??= findLineStarts(text);
    return starts;
  };
  const lineStart = (line: number): number => lineStarts()[clamp(line, 1, lineStarts().length) - 1] ?? 0;
  const lineEnd = (line: number): number => {
    let end = lineStarts()[clamp(line, 1, lineStarts().length)] ?? text.length;
    while (end > lineStart(line) && /[\r\n]/.test(text.charAt(end - 1))) end--;
    return end;
  };
  return {
    path,
    text,
    hasByteOrderMark,
    get lineCount() {
      return lineStarts().length;
    },
    positionAt(offset) {
      const at = clamp(offset, 0, text.length);
      const line = lastAtOrBefore(lineStarts(), at);
      return { line: line + 1, column: at - (lineStarts()[line] ?? 0) + 1 };
    },
    lineStart,
    lineEnd,
    lineText: (line) => text.slice(lineStart(line), lineEnd(line)),
  };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0d && text.charCodeAt(i + 1) === 0x0a) continue;
    if ((code === 0x0a || code === 0x0d) && i + 1 < text.length) starts.push(i + 1);
  }
  return starts;
}

/** Index of the last element that is not greater than `value`; `sorted` starts at or below `value`. */
export function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
