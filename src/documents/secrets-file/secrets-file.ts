/**
 * `.kamal/secrets*`: dotenv files whose values are meant to be references. The grammar is that of the dotenv gem 3,
 * which Kamal uses: `$VAR` and `$(command)` are substituted except in single quotes; `#` starts a comment outside quotes.
 */
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";

/** A secrets file. */
export interface SecretsFile {
  readonly kind: "secrets-file";
  readonly source: SourceText;
  readonly assignments: readonly SecretAssignment[];
}

/** One `NAME=value` line, or a bare `NAME`, which dotenv reads as an empty value. */
export interface SecretAssignment {
  readonly name: string;
  readonly nameSpan: Span;
  /** The value without its quotes; empty when there is none. */
  readonly value: string;
  /** Where the value stands, quotes excluded; empty right after the name for a bare name. */
  readonly valueSpan: Span;
  readonly quotes: "none" | "single" | "double";
  /** The `$VAR`, `${VAR}`, `$(command)` and `<%= ruby %>` parts that are replaced when Kamal reads the file. */
  readonly references: readonly SecretReference[];
}

/** A part of a value that stands for something else. */
export interface SecretReference {
  readonly kind: "variable" | "command" | "ruby";
  /** The whole reference, dollar sign included. */
  readonly span: Span;
  /** Name of the variable, text of the command. */
  readonly content: Span;
}

/** A file being read, with what is looked up often computed once, so that no input is quadratic. */
interface Reading {
  readonly text: string;
  /** For each `(`, the offset after its `)`. */
  readonly closing: ReadonlyMap<number, number>;
  readonly lastErbEnd: number;
}

const KEY = /[ \t]*(?:export[ \t]+)?([\w.]+)/y;
const SEPARATOR = /[ \t]*=[ \t]*|:[ \t]+/y;
const REST_OF_BARE_NAME = /[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;
const VARIABLE = /\$(?:\{([A-Za-z_]\w*)[^}\n]{0,200}\}|([A-Za-z_]\w*))/y;

/** Parses a whole file; lines that are no assignments are passed over, as dotenv does. */
export function parseSecretsFile(source: SourceText): SecretsFile {
  const { text } = source;
  const reading: Reading = { text, closing: matchParentheses(text), lastErbEnd: text.lastIndexOf("%>") };
  const assignments: SecretAssignment[] = [];
  let position = 0;
  while (position < text.length) {
    const assignment = readAssignment(reading, position);
    if (assignment) assignments.push(assignment);
    position = nextLine(text, assignment ? assignment.valueSpan.end : position);
  }
  return { kind: "secrets-file", source, assignments };
}

/** Escaped parentheses do not count, as in Kamal's own pattern (lib/kamal/secrets/dotenv of 2.10 and later). */
function matchParentheses(text: string): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "(") open.push(i);
    else if (text[i] === ")" && open.length > 0) closing.set(open.pop() ?? 0, i + 1);
  }
  return closing;
}

function readAssignment(reading: Reading, lineStart: number): SecretAssignment | undefined {
  const { text } = reading;
  const key = matchAt(KEY, text, lineStart);
  if (!key?.[1]) return undefined;
  const nameSpan = { start: KEY.lastIndex - key[1].length, end: KEY.lastIndex };
  if (!matchAt(SEPARATOR, text, nameSpan.end)) return bareName(text, key[1], nameSpan);
  const { valueSpan, quotes } = readValue(reading, SEPARATOR.lastIndex);
  const references = quotes === "single" ? [] : findReferences(reading, valueSpan);
  return {
    name: key[1],
    nameSpan,
    value: text.slice(valueSpan.start, valueSpan.end),
    valueSpan,
    quotes,
    references,
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Only a name that fills its line counts; prose in a file is not an assignment. */
function bareName(text: string, name: string, nameSpan: Span): SecretAssignment | undefined {
  if (!matchAt(REST_OF_BARE_NAME, text, nameSpan.end)) return undefined;
  const valueSpan = { start: nameSpan.end, end: nameSpan.end };
  return { name, nameSpan, value: "", valueSpan, quotes: "none", references: [] };
}

function readValue(reading: Reading, start: number): { valueSpan: Span; quotes: SecretAssignment["quotes"] } {
  const quote = reading.text[start];
  if (quote === '"' || quote === "'") {
    const close = closingQuote(reading.text, start + 1, quote);
    if (close >= 0)
      return { valueSpan: { start: start + 1, end: close }, quotes: quote === '"' ? "double" : "single" };
  }
  return { valueSpan: { start, end: unquotedEnd(reading, start) }, quotes: "none" };
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

/** An unquoted value ends with its line or before ` #`; a `$(…)` in it keeps its own hashes. */
function unquotedEnd({ text, closing }: Reading, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") {
    if (text[end] === "#" && (end === start || /\s/.test(text[end - 1] ?? ""))) break;
    end = (text.startsWith("$(", end) ? closing.get(end + 1) : undefined) ?? end + 1;
  }
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  return end;
}

function findReferences(reading: Reading, within: Span): SecretReference[] {
  const references: SecretReference[] = [];
  for (let i = within.start; i < within.end; i++) {
    if (reading.text[i] === "\\") {
      i++;
      continue;
    }
    const reference = referenceAt(reading, i, within.end);
    if (!reference) continue;
    references.push(reference);
    i = reference.span.end - 1;
  }
  return references;
}

function referenceAt(
  { text, closing, lastErbEnd }: Reading,
  at: number,
  end: number,
): SecretReference | undefined {
  if (text.startsWith("<%", at)) {
    const stop = at < lastErbEnd ? text.indexOf("%>", at) + 2 : end;
    return {
      kind: "ruby",
      span: { start: at, end: stop },
      content: { start: at + 2, end: Math.max(stop - 2, at + 2) },
    };
  }
  if (text.startsWith("$(", at)) {
    const stop = closing.get(at + 1) ?? end;
    return {
      kind: "command",
      span: { start: at, end: stop },
      content: { start: at + 2, end: Math.max(stop - 1, at + 2) },
    };
  }
  const variable = matchAt(VARIABLE, text, at);
  if (!variable) return undefined;
  const name = variable[1] ?? variable[2] ?? "";
  const start = at + variable[0].indexOf(name);
  return {
    kind: "variable",
    span: { start: at, end: VARIABLE.lastIndex },
    content: { start, end: start + name.length },
  };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}
