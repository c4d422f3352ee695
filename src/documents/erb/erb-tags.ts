/**
 * Finds the ERB tags of a text as Ruby's ERB does with `trim_mode: "-"`, the mode Kamal uses
 * (lib/kamal/configuration.rb of Kamal 2.12). Nothing is evaluated.
 */
import type { Span } from "../../source/span.ts";

/** `code` runs, `output` runs and prints, `comment` is inert, `literal` is `<%%`, which prints `<%`. */
export type ErbTagKind = "code" | "output" | "comment" | "literal";

/** One tag. */
export interface ErbTag {
  readonly kind: ErbTagKind;
  /** From `<%` to `%>`; with `<%-` also the indentation before it, with `-%>` also the line break after it. */
  readonly span: Span;
  /** The Ruby inside, without delimiters. */
  readonly code: Span;
}

/** All tags of a text in order, and where a tag was opened and never closed (Ruby then drops the rest). */
export interface ErbScan {
  readonly tags: readonly ErbTag[];
  readonly unclosed: number | undefined;
}

const OPENING = /<%[%=#-]?/g;

/** Scans a whole text; linear in its length. */
export function scanErb(text: string): ErbScan {
  const tags: ErbTag[] = [];
  OPENING.lastIndex = 0;
  for (let open = OPENING.exec(text); open !== null; open = OPENING.exec(text)) {
    if (open[0] === "<%%") {
      tags.push(literalTag(open.index));
      continue;
    }
    const close = closingOf(text, OPENING.lastIndex);
    if (close < 0) return { tags, unclosed: open.index };
    const tag = completeTag(text, open.index, open[0], close, tags.at(-1)?.span.end ?? 0);
    tags.push(tag);
    OPENING.lastIndex = tag.span.end;
  }
  return { tags, unclosed: undefined };
}

function literalTag(at: number): ErbTag {
  return { kind: "literal", span: { start: at, end: at + 3 }, code: { start: at + 3, end: at + 3 } };
}

/** Offset of the closing `%>`; `%%>` inside a tag stands for a literal `%>`. */
function closingOf(text: string, from: number): number {
  let close = text.indexOf("%>", from);
  while (close > from && text[close - 1] === "%") close = text.indexOf("%>", close + 2);
  return close;
}

function completeTag(
  text: string,
  open: number,
  opening: string,
  close: number,
  previousEnd: number,
): ErbTag {
  const codeStart = open + opening.length;
  const trimsAfter = close > codeStart && text[close - 1] === "-";
  return {
    kind: opening === "<%=" ? "output" : opening === "<%#" ? "comment" : "code",
    span: {
      start: opening === "<%-" ? indentationStart(text, open, previousEnd) : open,
      end: trimsAfter ? lineBreakEnd(text, close + 2) : close + 2,
    },
    code: { start: codeStart, end: trimsAfter ? close - 1 : close },
  };
}

/** `<%-` swallows the blanks before it when nothing but a tag stands before them on its line. */
function indentationStart(text: string, open: number, previousEnd: number): number {
  let start = open;
  while (start > previousEnd && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  return start === previousEnd || text[start - 1] === "\n" ? start : open;
}

function lineBreakEnd(text: string, end: number): number {
  if (text.startsWith("\r\n", end)) return end + 2;
  return text[end] === "\n" ? end + 1 : end;
}
