/** Text of several lines -> the same text without the indentation that all its lines share, as `<<~` and `dedent` take it off. */
import type { Segment } from "../../source/derived-text.ts";
import type { TextPart } from "./program.ts";

/**
 * Values that are filled in keep their place, and no line of theirs counts. Only the closing word of a here-document has to
 * stand at the margin, so that all other texts stay as they are, in one piece.
 */
export function dedented(parts: readonly TextPart[]): TextPart[] {
  const text = parts.map((part) => (part.kind === "literal" ? part.text : FILLED)).join("");
  if (!HERE_DOCUMENT.test(text)) return [...parts];
  const margins = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const margin = margins.reduce((least, one) => Math.min(least, one), MAX_MARGIN);
  if (margins.length === 0 || margin === 0) return [...parts];
  let isLineStart = true;
  return parts.map((part): TextPart => {
    if (part.kind === "value") {
      isLineStart = false;
      return part;
    }
    const segments = part.segments.flatMap((segment): Segment[] => {
      const lines = linesOf(segment);
      return lines.flatMap((line): Segment[] => {
        const cut = isLineStart ? cutFrom(line, margin) : line;
        isLineStart = line.text.endsWith("\n");
        return cut.text === "" ? [] : [cut];
      });
    });
    return { ...part, text: segments.map((one) => one.text).join(""), segments };
  });
}

const HERE_DOCUMENT = /<<-?\\?["']?[A-Za-z_]/;

/** Stands for a value, which is no blank. */
const FILLED = "$";

/** Nobody indents further. */
const MAX_MARGIN = 200;

/** One segment for each line; one that isn't copied as it stands keeps its place for all its lines. */
function linesOf({ text, from }: Segment): Segment[] {
  if (!text.includes("\n")) return [{ text, from }];
  const copied = text.length === from.end - from.start;
  let position = from.start;
  return (text.match(/[^\n]*\n|[^\n]+/g) ?? []).map((line) => {
    const start = position;
    position += line.length;
    return { text: line, from: copied ? { start, end: position } : from };
  });
}

function cutFrom({ text, from }: Segment, margin: number): Segment {
  const blank = Math.min(margin, text.length - text.trimStart().length);
  const taken = text.trim() === "" ? Math.min(blank, text.replace(/\n$/, "").length) : blank;
  const copied = text.length === from.end - from.start;
  return { text: text.slice(taken), from: copied ? { start: from.start + taken, end: from.end } : from };
}
