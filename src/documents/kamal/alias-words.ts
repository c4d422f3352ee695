/** The words of an alias as Ruby's Shellwords splits them: quotes and backslashes count, nothing is expanded. */
import type { DerivedText } from "../../source/derived-text.ts";
import { literalSegments } from "../shell/literal-text.ts";
import type { Quotes, ShellWord, WordPart } from "../shell/shell-script.ts";

const PIECE = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|((?:[^\s\\'"]|\\[\s\S])+)|[\s\S]/g;

/** Each word is spelled out, with the places of its pieces in the file. */
export function aliasWords(alias: DerivedText): ShellWord[] {
  const words: WordPart[][] = [[]];
  for (const match of alias.text.matchAll(PIECE)) {
    const [whole, blank, single, double, plain] = match;
    if (blank !== undefined) {
      words.push([]);
      continue;
    }
    const raw = single ?? double ?? plain ?? whole;
    const quotes: Quotes = single !== undefined ? "single" : double !== undefined ? "double" : "none";
    const start = match.index + (quotes === "none" ? 0 : 1);
    words.at(-1)?.push(piece(raw, start, quotes, alias));
  }
  return words.filter((parts) => parts.length > 0).map((parts) => word(parts, alias));
}

function piece(raw: string, start: number, quotes: Quotes, alias: DerivedText): WordPart {
  const segments = literalSegments(raw, start, quotes).map(({ text, from }) => ({
    text,
    from: alias.toSource(from),
  }));
  const text = segments.map((segment) => segment.text).join("");
  return {
    kind: "literal",
    text,
    segments,
    quotes,
    span: alias.toSource({ start, end: start + raw.length }),
  };
}

function word(parts: readonly WordPart[], { source }: DerivedText): ShellWord {
  const start = Math.min(...parts.map(({ span }) => span.start));
  const end = Math.max(...parts.map(({ span }) => span.end));
  const literal = parts.map((part) => (part.kind === "literal" ? part.text : "")).join("");
  return { source, span: { start, end }, parts, literal };
}
