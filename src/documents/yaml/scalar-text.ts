/** The text of a scalar with the way back to the file, for scalars that hold a program: block scalars, commands on one line. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { YamlScalar } from "./yaml-node.ts";

/** Character by character for block scalars and for what stands on one line as it is; otherwise the scalar as a whole. */
export function scalarText(scalar: YamlScalar): DerivedText {
  const { source, span, style, text } = scalar;
  const written = source.text.slice(span.start, span.end);
  if (style === "block") return deriveText(source, blockSegments(written, span.start));
  const quotes = style === "plain" ? 0 : 1;
  const inside = { start: span.start + quotes, end: span.end - quotes };
  const isCopied = source.text.slice(inside.start, inside.end) === text;
  if (isCopied || text.length > LONGEST)
    return deriveText(source, [{ text, from: isCopied ? inside : span }]);
  const pieces = flowSegments(source.text.slice(inside.start, inside.end), inside.start, style);
  const isSame = pieces.map((piece) => piece.text).join("") === text;
  return deriveText(source, isSame ? pieces : [{ text, from: span }]);
}

/** Texts of this size are no programs. */
const LONGEST = 20_000;

const PIECES: Readonly<Record<"plain" | "single" | "double", RegExp>> = {
  plain: /[ \t]*(?:\r?\n[ \t]*)+|[^\s]+|\s/g,
  single: /''|[ \t]*(?:\r?\n[ \t]*)+|[^\s']+|\s/g,
  double: /\\(?:\r?\n[ \t]*|[\s\S])|[ \t]*(?:\r?\n[ \t]*)+|[^\s\\]+|\s/g,
};

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", "\n": "", "\r": "" };

/** Over several lines, or with escapes; escapes that programs have no use for don't come out right, which is noticed. */
function flowSegments(written: string, start: number, style: "plain" | "single" | "double"): Segment[] {
  return [...written.matchAll(PIECES[style])].map(({ 0: piece, index }) => ({
    text: flowText(piece, style),
    from: { start: start + index, end: start + index + piece.length },
  }));
}

function flowText(piece: string, style: "plain" | "single" | "double"): string {
  if (style === "single" && piece === "''") return "'";
  if (style === "double" && piece.startsWith("\\")) return ESCAPES[piece[1] ?? ""] ?? piece.slice(1);
  const breaks = piece.split("\n").length - 1;
  return breaks === 0 ? piece : breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

/** Lines without their indentation; a folded scalar's line breaks become blanks where YAML folds them. */
function blockSegments(written: string, start: number): Segment[] {
  const folds = written.startsWith(">");
  const lines = linesOf(written).slice(1);
  const indentation = /^ */.exec(lines.find(({ text }) => text.trim() !== "")?.text ?? "")?.[0].length ?? 0;
  return lines.flatMap(({ text, offset, ending }, index): Segment[] => {
    const from = start + offset + Math.min(indentation, /^ */.exec(text)?.[0].length ?? 0);
    const end = start + offset + text.length;
    const content = written.slice(from - start, end - start);
    const folded = folds && isPlainLine(content) && isPlainLine(lines[index + 1]?.text.slice(indentation));
    return [
      { text: content, from: { start: from, end } },
      { text: folded && ending !== "" ? " " : ending, from: { start: end, end: end + ending.length } },
    ].filter((segment) => segment.text !== "");
  });
}

interface Line {
  readonly text: string;
  readonly offset: number;
  readonly ending: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const piece of text.split(/(?<=\n)/)) {
    const ending = /\r?\n$/.exec(piece)?.[0] ?? "";
    lines.push({ text: piece.slice(0, piece.length - ending.length), offset, ending });
    offset += piece.length;
  }
  return lines;
}

/** Empty lines and lines with more indentation keep their line breaks. */
function isPlainLine(content: string | undefined): boolean {
  return content !== undefined && /^[^\s]/.test(content);
}
