/** Word nodes of the bash grammar -> our words and their parts. */
import type { Segment } from "../../source/derived-text.ts";
import type { Span } from "../../source/span.ts";
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import { literalSegments, standsForItself } from "./literal-text.ts";
import type { ShellReading } from "./reading.ts";
import type { Quotes, ShellCommand, ShellWord, WordPart } from "./shell-script.ts";

/** Reads the commands of a substitution; given by the reader of statements, since the two recurse into each other. */
export type ReadCommands = (nodes: readonly SyntaxNode[]) => ShellCommand[];

const WORD_TYPES = new Set([
  "word",
  "string",
  "raw_string",
  "ansi_c_string",
  "translated_string",
  "concatenation",
  "simple_expansion",
  "expansion",
  "command_substitution",
  "process_substitution",
  "arithmetic_expansion",
  "number",
  "brace_expression",
  "extglob_pattern",
  "regex",
  "command_name",
  "array",
]);

/** True for nodes that stand where a word stands. */
export function isWord(node: SyntaxNode): boolean {
  return WORD_TYPES.has(node.type);
}

/** Reads a word node. */
export function readWord(node: SyntaxNode, reading: ShellReading, readCommands: ReadCommands): ShellWord {
  const parts = readParts(node, "none", reading, readCommands);
  const { source, span } = reading.place(node);
  return { source, span, parts, literal: literalOf(parts) };
}

function literalOf(parts: readonly WordPart[]): string | undefined {
  let text = "";
  for (const part of parts) {
    if (part.kind !== "literal") return undefined;
    text += part.text;
  }
  return text;
}

/** Reads the inside of a here-document, where double-quote rules hold. */
export function readHeredocParts(
  node: SyntaxNode,
  quoted: boolean,
  reading: ShellReading,
  readCommands: ReadCommands,
): WordPart[] {
  if (quoted) return rawParts(reading, node);
  return readQuoted(node, { start: node.start, end: node.end }, reading, readCommands);
}

function readParts(
  node: SyntaxNode,
  quotes: Quotes,
  reading: ShellReading,
  readCommands: ReadCommands,
): WordPart[] {
  switch (node.type) {
    case "raw_string":
      return rawParts(reading, { start: node.start + 1, end: node.end - 1 });
    case "ansi_c_string":
      return literalPart(reading, { start: node.start + 2, end: node.end - 1 }, "single");
    case "string":
      return readQuoted(node, { start: node.start + 1, end: node.end - 1 }, reading, readCommands);
    case "simple_expansion":
    case "expansion":
      return readExpansion(node, quotes, reading, readCommands);
    case "command_substitution":
      return [
        { kind: "substitution", commands: readCommands(node.children), quotes, span: reading.span(node) },
      ];
    case "process_substitution":
      return [{ kind: "process", commands: readCommands(node.children), quotes, span: reading.span(node) }];
    case "arithmetic_expansion":
      readCommands(node.children);
      return [{ kind: "arithmetic", quotes, span: reading.span(node) }];
    case "array":
      return readArray(node, reading, readCommands);
    case "command_name":
    case "concatenation":
    case "translated_string":
      return node.children.flatMap((child) =>
        child.named ? readParts(child, quotes, reading, readCommands) : processId(child, quotes, reading),
      );
    default:
      return literalPart(reading, node, quotes);
  }
}

/** Of the `$$` at the end of a word the grammar only sees that there is a `$`. */
function processId(node: SyntaxNode, quotes: Quotes, { text, span }: ShellReading): WordPart[] {
  const start = text[node.start - 1] === "$" ? node.start - 1 : node.start;
  if (node.type !== "$" || text.slice(start, start + 2) !== "$$") return [];
  return [
    { kind: "variable", name: "$", operator: "", inner: [], quotes, span: span({ start, end: start + 2 }) },
  ];
}

/** The elements of `(a b)`, kept apart by blanks. */
function readArray(node: SyntaxNode, reading: ShellReading, readCommands: ReadCommands): WordPart[] {
  return node.children.filter(isWord).flatMap((child, index) => {
    const span = reading.span({ start: child.start, end: child.start });
    const blank: WordPart = { kind: "literal", text: " ", segments: [], quotes: "none", span };
    const parts = readParts(child, "none", reading, readCommands);
    return index === 0 ? parts : [blank, ...parts];
  });
}

/** The grammar gives blanks between expansions of a string to the second one, so literals are whatever lies between expansions. */
function readQuoted(
  node: SyntaxNode,
  inside: Span,
  reading: ShellReading,
  readCommands: ReadCommands,
): WordPart[] {
  const parts: WordPart[] = [];
  let position = inside.start;
  for (const child of node.children.filter((candidate) => EXPANSIONS.has(candidate.type))) {
    const start = child.start + reading.text.slice(child.start, child.end).search(/\S/);
    parts.push(...literalPart(reading, { start: position, end: Math.max(position, start) }, "double"));
    parts.push(...readParts({ ...child, start }, "double", reading, readCommands));
    position = child.end;
  }
  parts.push(...literalPart(reading, { start: position, end: Math.max(position, inside.end) }, "double"));
  return parts;
}

const EXPANSIONS = new Set([
  "simple_expansion",
  "expansion",
  "command_substitution",
  "arithmetic_expansion",
  "process_substitution",
]);

/** `$X`, `${X}`, `${X:-word}`. Words inside words are followed as deep as a person may write them. */
function readExpansion(
  node: SyntaxNode,
  quotes: Quotes,
  reading: ShellReading,
  readCommands: ReadCommands,
): WordPart[] {
  const variable = node.children.find((child) => /^(?:special_)?variable_name$|^subscript$/.test(child.type));
  const after = variable ? node.children.slice(node.children.indexOf(variable) + 1) : [];
  const name = variable ? reading.text.slice(variable.start, variable.end).replace(/\[.*$/s, "") : "";
  const before = variable ? node.children.slice(0, node.children.indexOf(variable)) : [];
  const operator = operatorOf(before, after);
  const words = after.filter(isWord);
  const inner = words.length === 0 ? [] : readInner(words, quotes, reading, readCommands);
  return [{ kind: "variable", name, operator, inner, quotes, span: reading.span(node) }];
}

function operatorOf(before: readonly SyntaxNode[], after: readonly SyntaxNode[]): string {
  const sign = before.find((child) => !child.named && /^[#!]$/.test(child.type));
  const [first, second] = after.filter((child) => !child.named && child.type !== "}");
  if (sign?.type === "!" && /^:?\+$/.test(first?.type ?? "")) return first?.type ?? ""; // only tells whether there is one
  if (sign) return sign.type === "#" ? "length" : "indirect";
  return first?.type === "@" ? `@${second?.type ?? ""}` : (first?.type ?? "");
}

function readInner(
  words: readonly SyntaxNode[],
  quotes: Quotes,
  reading: ShellReading,
  readCommands: ReadCommands,
): WordPart[] {
  if (reading.found.wordDepth >= MAX_WORD_DEPTH) {
    reading.found.notFollowed ??= reading.span(words[0] ?? { start: 0, end: 0 });
    return [];
  }
  reading.found.wordDepth++;
  const inner = words.flatMap((word) => readParts(word, quotes, reading, readCommands));
  reading.found.wordDepth--;
  return inner;
}

/** Reading recurses. */
const MAX_WORD_DEPTH = 100;

/** Where the file writes a text otherwise, with line breaks that count as blanks or with escapes, each word has its own place. */
function inFile({ text, from }: Segment, reading: ShellReading): Segment[] {
  const whole = reading.span(from);
  const isCopied = text.length === from.end - from.start;
  if (!isCopied || whole.end - whole.start === text.length) return [{ text, from: whole }];
  return [...text.matchAll(/\s+|\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    from: reading.span({ start: from.start + index, end: from.start + index + word.length }),
  }));
}

/** Single quotes hold a shell back, but not GitHub, which has put its values in before: `echo '${{ inputs.name }}'`. */
function rawParts(reading: ShellReading, inside: Span): WordPart[] {
  const parts: WordPart[] = [];
  let position = inside.start;
  for (const { 0: written, index } of reading.text.slice(inside.start, inside.end).matchAll(VARIABLE)) {
    const start = inside.start + index;
    const end = start + written.length;
    const { source, span } = reading.place({ start, end });
    if (!source.text.startsWith("${{", span.start)) continue;
    const name = written.slice(2, -1);
    parts.push(...literalPart(reading, { start: position, end: start }, "single"));
    parts.push({ kind: "variable", name, operator: "", inner: [], quotes: "single", span });
    position = end;
  }
  return [...parts, ...literalPart(reading, { start: position, end: inside.end }, "single")];
}

const VARIABLE = /\$\{\w+\}/g;

function literalPart(reading: ShellReading, { start, end }: Span, quotes: Quotes): WordPart[] {
  if (end <= start) return [];
  const raw = reading.text.slice(start, end);
  const whole = reading.span({ start, end });
  if (standsForItself(raw, quotes) && whole.end - whole.start === raw.length)
    return [{ kind: "literal", text: raw, segments: [{ text: raw, from: whole }], quotes, span: whole }];
  const segments = literalSegments(raw, start, quotes).flatMap((segment) => inFile(segment, reading));
  const text = segments.map((segment) => segment.text).join("");
  if (segments.length === 0) return [];
  return [{ kind: "literal", text, segments, quotes, span: whole }];
}
