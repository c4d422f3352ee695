/**
 * A program as the grammar reads it best: each here-document is replaced by a here-string with a name of ours, and its
 * body is put behind the program as the here-document of a command of its own.
 */
import { type DerivedText, deriveText, nestDerived, type Segment } from "../../source/derived-text.ts";
import { sourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { type FoundHeredoc, findHeredocs } from "./find-heredocs.ts";

/** See the module comment. */
export interface PlainProgram {
  readonly derived: DerivedText;
  /** Where the bodies start in the derived text. */
  readonly bodies: number;
  /** Takes a range of the derived text back to the program. */
  readonly toProgram: (range: Span) => Span;
  /** For each name, whether the delimiter was quoted. */
  readonly quoted: ReadonlyMap<string, boolean>;
}

/** Rewrites a program; one without here-documents stays as it is. */
export function plainProgram(program: DerivedText): PlainProgram {
  const heredocs = findHeredocs(program.text);
  if (heredocs.length === 0) return unchanged(program);
  const names = namesFor(heredocs, program.text);
  const code = codeSegments(program.text, heredocs, names);
  const bodies = heredocs.flatMap((heredoc, index) =>
    bodySegments(program.text, heredoc, names[index] ?? ""),
  );
  const rewritten = deriveText(sourceText("", program.text), [...code, ...bodies]);
  return {
    derived: nestDerived(program, rewritten.text, rewritten.toSource),
    bodies: code.reduce((length, { text }) => length + text.length, 0),
    toProgram: rewritten.toSource,
    quoted: new Map(heredocs.map(({ quoted }, index) => [names[index] ?? "", quoted])),
  };
}

function unchanged(program: DerivedText): PlainProgram {
  return { derived: program, bodies: program.text.length, toProgram: (range) => range, quoted: new Map() };
}

/** Names that the text doesn't hold, since a body that held its own name would end there. */
function namesFor(heredocs: readonly FoundHeredoc[], text: string): string[] {
  const taken = new Set([...text.matchAll(/heredoc(\d+)of/g)].map((match) => Number(match[1])));
  let free = 0;
  while (taken.has(free)) free++;
  return heredocs.map((_, index) => `heredoc${free}of${index}x`);
}

/** Everything but the bodies and their closing lines. */
function codeSegments(text: string, heredocs: readonly FoundHeredoc[], names: readonly string[]): Segment[] {
  const replaced = heredocs.flatMap(({ operator, body, end }, index) => [
    { text: `<<<${names[index]}`, from: operator },
    { text: "", from: { start: body.start, end } },
  ]);
  const segments: Segment[] = [];
  let position = 0;
  for (const piece of replaced.sort((a, b) => a.from.start - b.from.start)) {
    segments.push(copied(text, { start: position, end: piece.from.start }), piece);
    position = piece.from.end;
  }
  return [...segments, copied(text, { start: position, end: text.length })].filter(
    (piece) => piece.text !== "",
  );
}

function bodySegments(text: string, { body, quoted }: FoundHeredoc, name: string): Segment[] {
  const before = { start: body.start, end: body.start };
  const after = { start: body.end, end: body.end };
  const delimiter = quoted ? `'${name}'` : name;
  return [
    { text: `\n: <<${delimiter}\n`, from: before },
    ...(quoted ? [copied(text, body)] : asTheGrammarReads(text, body)),
    { text: `${text[body.end - 1] === "\n" ? "" : "\n"}${name}\n`, from: after },
  ].filter((piece) => piece.text !== "");
}

/** What the grammar reads as text in here-documents: backticks, which become `$(…)`, and `$1` and its like, which become `${1}`. */
function asTheGrammarReads(text: string, body: Span): Segment[] {
  const segments: Segment[] = [];
  let position = body.start;
  let depth = 0;
  const put = (start: number, end: number, written: string): void => {
    segments.push(copied(text, { start: position, end: start }), { text: written, from: { start, end } });
    position = end;
  };
  for (const match of text.slice(body.start, body.end).matchAll(EXPANDED)) {
    const [whole, backticked, parameter] = match;
    const start = body.start + match.index;
    const end = start + whole.length;
    if (whole === "$(" || (whole === "(" && depth > 0)) depth++;
    else if (whole === ")" && depth > 0) depth--;
    else if (backticked !== undefined) {
      put(start, start + 1, "$(");
      put(end - 1, end, ")");
    } else if (parameter !== undefined && depth === 0) put(start, end, `\${${parameter}}`);
  }
  return [...segments, copied(text, { start: position, end: body.end })];
}

/** Substitutions are code, in which the grammar knows parameters. */
const EXPANDED = /\\[\s\S]|`((?:[^`\\]|\\[\s\S])*)`|\$([0-9@*?#])|\$\(|[()]/g;

function copied(text: string, from: Span): Segment {
  return { text: text.slice(from.start, from.end), from };
}
