/** Where the value of a dotenv assignment begins and ends. */
import type { Span } from "../../source/span.ts";

/** What keeps a value together. */
export type Quotes = "none" | "single" | "double";

/** For each kind of quote: which of them may end a value, found in one pass over the text. */
export type QuoteIndex = Readonly<Record<string, QuoteEnds>>;

interface QuoteEnds {
  /** For an offset, the first quote at or after it that no backslash precedes; the text's length when there is none. */
  readonly firm: Uint32Array;
  /** For an offset, one more than the last quote at or before it after which its line is over; 0 when there is none. */
  readonly closing: Uint32Array;
}

/** Builds the index. */
export function indexQuotes(text: string): QuoteIndex {
  return { '"': quoteEnds(text, '"'), "'": quoteEnds(text, "'") };
}

function quoteEnds(text: string, quote: string): QuoteEnds {
  const firm = new Uint32Array(text.length + 1).fill(text.length);
  const closing = new Uint32Array(text.length + 1);
  if (!text.includes(quote)) return { firm, closing };
  let lineIsOver = true;
  const ends = new Uint8Array(text.length);
  for (let i = text.length - 1; i >= 0; i--) {
    const character = text[i] ?? "";
    firm[i] = character === quote && text[i - 1] !== "\\" ? i : (firm[i + 1] ?? text.length);
    if (character === quote && lineIsOver) ends[i] = 1;
    lineIsOver = /[\r\n#]/.test(character) || (lineIsOver && /[ \t\v\f]/.test(character));
  }
  for (let i = 0; i < text.length; i++) closing[i] = ends[i] ? i + 1 : (closing[i - 1] ?? 0);
  return { firm, closing };
}

/**
 * Reads the value that begins at an offset. Quotes may follow on a later line. A quoted value goes on as far as it can:
 * over quotes behind a backslash, to the last quote after which nothing but a comment stands on its line.
 */
export function readValue(
  { text, quotes }: { readonly text: string; readonly quotes: QuoteIndex },
  start: number,
): { valueSpan: Span; quotes: Quotes } {
  const open = skipSpace(text, start);
  const ends = quotes[text[open] ?? ""];
  if (ends) {
    const limit = Math.min(ends.firm[open + 1] ?? text.length, text.length - 1);
    const close = (ends.closing[limit] ?? 0) - 1;
    if (close > open) return { valueSpan: { start: open + 1, end: close }, quotes: kindOf(text[open]) };
  }
  return unquoted(text, start);
}

/**
 * To the end of the line, or to a `#` after a blank. Dotenv ends a value at any `#`, but what follows directly was
 * meant to be a part of it, so it counts where a secret is looked for.
 */
function unquoted(text: string, from: number): { valueSpan: Span; quotes: Quotes } {
  let start = from;
  while (/[ \t\v\f]/.test(text[start] ?? "")) start++;
  let end = start;
  while (end < text.length && !/[\r\n]/.test(text[end] ?? "")) {
    if (text[end] === "#" && (end === start || /\s/.test(text[end - 1] ?? ""))) break;
    end++;
  }
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  const quote = text[start];
  const wrapped = end - start > 1 && (quote === '"' || quote === "'") && text[end - 1] === quote;
  if (wrapped) return { valueSpan: { start: start + 1, end: end - 1 }, quotes: kindOf(quote) };
  return { valueSpan: { start, end }, quotes: "none" };
}

function kindOf(quote: string | undefined): Quotes {
  return quote === '"' ? "double" : "single";
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/[ \t\v\f\r\n]/.test(text[at] ?? "")) at++;
  return at;
}
