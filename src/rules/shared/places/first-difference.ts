/** Where a reader of a diff sees a file change first. */
import type { Place, SourceText } from "../../../source/source-text.ts";

/** The first line that differs from the earlier text; the last line when only its end is gone, nothing when both are equal. */
export function firstDifference(before: SourceText | undefined, source: SourceText): Place | undefined {
  if (source.text === "" || before?.text === source.text) return undefined;
  let line = 1;
  while (line < source.lineCount && before && isSameLine(line, before, source)) line += 1;
  const text = source.lineText(line);
  const indent = text.trim() === "" ? 0 : text.length - text.trimStart().length;
  const span = { start: source.lineStart(line) + indent, end: source.lineEnd(line) };
  return { source, span, anchor: "" };
}

function isSameLine(line: number, before: SourceText, after: SourceText): boolean {
  return line <= before.lineCount && before.lineText(line) === after.lineText(line);
}
