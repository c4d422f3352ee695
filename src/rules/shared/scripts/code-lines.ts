/** The lines of a script that is read as plain text, without comment lines. */
import type { SourceText } from "../../../source/source-text.ts";
import type { LiteralPiece } from "./literal-pieces.ts";

/** Each line with its place. Comments of Ruby, Python and JavaScript that fill their line are left out. */
export function codeLines(source: SourceText): LiteralPiece[] {
  const lines = Array.from({ length: source.lineCount }, (_, index) => index + 1);
  return lines.flatMap((line) => {
    const text = source.lineText(line);
    const start = source.lineStart(line);
    return /^\s*(?:#|\/\/|$)/.test(text)
      ? []
      : [{ source, span: { start, end: start + text.length }, anchor: "", text }];
  });
}
