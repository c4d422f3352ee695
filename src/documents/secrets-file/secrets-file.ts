/**
 * `.kamal/secrets*`: dotenv files whose values are meant to be references. The grammar is that of the dotenv gem 3 with
 * Kamal's own command substitution; where the two leave a choice, more is read as a reference or a value, never less.
 */
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { ShellScript } from "../shell/shell-script.ts";
import { findReferences, matchParentheses, type Parentheses, type SecretReference } from "./references.ts";
import { indexQuotes, type QuoteIndex, type Quotes, readValue } from "./values.ts";

/** A secrets file. */
export interface SecretsFile {
  readonly kind: "secrets-file";
  readonly source: SourceText;
  readonly assignments: readonly SecretAssignment[];
  /** The commands of its `$(…)`, read as shell text. */
  readonly programs: readonly ShellScript[];
}

/** One `NAME=value`, or a bare `NAME`, which dotenv reads as an empty value. */
export interface SecretAssignment {
  readonly name: string;
  readonly nameSpan: Span;
  /** The value without its quotes; empty when there is none. */
  readonly value: string;
  /** Where the value stands, quotes excluded; empty right after the name for a bare name. */
  readonly valueSpan: Span;
  readonly quotes: Quotes;
  /** The `$VAR`, `${VAR}`, `$(command)` and `<%= ruby %>` parts that are replaced when Kamal reads the file. */
  readonly references: readonly SecretReference[];
}

/** A file being read, with what is looked up often computed once, so that no input is quadratic. */
interface Reading {
  readonly text: string;
  readonly parentheses: Parentheses;
  readonly quotes: QuoteIndex;
}

/** Ruby's `\s` is ASCII only; JavaScript's is not. */
const KEY = /[ \t\v\f]*(export[ \t\v\f\r\n]+)?([\w.]+)/y;
const SEPARATOR = /[ \t\v\f\r\n]*=|:(?=[ \t\v\f\r\n])/y;
const REST_OF_BARE_NAME = /[ \t\v\f]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;
const LINE_BREAK = /\r\n?|\n/g;

/** Parses a whole file, its programs aside; lines that are no assignments are passed over, as dotenv does. */
export function parseSecretsFile(source: SourceText): SecretsFile {
  const { text } = source;
  const reading = { text, parentheses: matchParentheses(text), quotes: indexQuotes(text) };
  const assignments: SecretAssignment[] = [];
  let position = 0;
  while (position < text.length) {
    const assignment = readAssignment(reading, position);
    if (assignment) assignments.push(assignment);
    position = nextLine(text, assignment ? assignment.valueSpan.end : position);
  }
  return { kind: "secrets-file", source, assignments, programs: [] };
}

function readAssignment(reading: Reading, lineStart: number): SecretAssignment | undefined {
  const { text } = reading;
  const key = matchAt(KEY, text, lineStart);
  const name = key?.[2];
  if (name === undefined) return undefined;
  const nameSpan = { start: KEY.lastIndex - name.length, end: KEY.lastIndex };
  // An exported name without a value is an error that stops Kamal, unless it was set before.
  if (!matchAt(SEPARATOR, text, nameSpan.end)) return key?.[1] ? undefined : bareName(text, name, nameSpan);
  const start = text[SEPARATOR.lastIndex - 1] === ":" ? SEPARATOR.lastIndex + 1 : SEPARATOR.lastIndex;
  const { valueSpan, quotes } = readValue(reading, start);
  const references = quotes === "single" ? [] : findReferences(text, reading.parentheses, valueSpan);
  const value = text.slice(valueSpan.start, valueSpan.end);
  return { name, nameSpan, value, valueSpan, quotes, references };
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

function nextLine(text: string, from: number): number {
  LINE_BREAK.lastIndex = from;
  return LINE_BREAK.test(text) ? LINE_BREAK.lastIndex : text.length;
}
