/** The lines of a script that is read as plain text, without comment lines. */
import type { SourceText } from "../../../source/source-text.ts";
import type { Span } from "../../../source/span.ts";
import type { LiteralPiece } from "./literal-pieces.ts";

/** Each line of a file or of a part of it with its place. Comments of Ruby, Python and JavaScript that fill their line are left out. */
export function codeLines(source: SourceText, part?: Span): LiteralPiece[] {
  const first = part ? source.positionAt(part.start).line : 1;
  const last = part ? source.positionAt(part.end).line : source.lineCount;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return lines.flatMap((line) => {
    const text = source.lineText(line);
    const start = source.lineStart(line);
    return /^\s*(?:#|\/\/|$)/.test(text)
      ? []
      : [{ source, span: { start, end: start + text.length }, anchor: "", text }];
  });
}
