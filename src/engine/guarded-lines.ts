/** Which lines belong together for a reader: a comment above a command is about all of it. */
import type { SourceText } from "../source/source-text.ts";

/** Lines from the first to the last, from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** What is longer is no longer one thing to a reader. */
export const MAX_LINES = 40;

/** The lines of the command or value that begins in a line. */
export function linesFrom(source: SourceText, first: number): LineRange {
  const ends = [lastOfCommand(source, first), lastOfScalar(source, first), lastOfStep(source, first)];
  return { first, last: Math.max(...ends) };
}

/** The lines of the command that ends in a line: only its end has room for a comment. */
export function linesTo(source: SourceText, last: number): LineRange {
  let first = last;
  while (first > 1 && last - first < MAX_LINES && goesOn(source, first - 1)) first -= 1;
  return { first, last };
}

/** True for a line whose command goes on in the next one. */
export function goesOn(source: SourceText, line: number): boolean {
  const text = endOf(source.lineText(line));
  if (/^\s*(?:#|\/\/)/.test(text)) return false;
  // in YAML a bracket or comma ends no line of a command, and `key: |` begins a text
  if (isYaml(source)) return /(?:\\|&&|\|\|)\s*$|[^:\s-]\s+\|\s*$/.test(text);
  return /(?:\\|&&|\||[(,])\s*$/.test(text);
}

/** What decides stands at the end; a hostile line is not read as a whole. */
function endOf(text: string): string {
  return text.length > 1_000 ? text.slice(-1_000) : text;
}

function lastOfCommand(source: SourceText, first: number): number {
  let last = first;
  for (
    let line = first;
    line < limitOf(source, first) && (isComment(source, line) || goesOn(source, line));
    line++
  )
    last = line + 1;
  return last;
}

/** Comments inside a RUN of a Dockerfile. */
function isComment(source: SourceText, line: number): boolean {
  return /^\s*#/.test(source.lineText(line));
}

/** In a workflow, all of `- name: …`, and the program of `run: |`: there a comment is about what the step does. */
function lastOfStep(source: SourceText, first: number): number {
  const text = endOf(source.lineText(first));
  if (!isWorkflow(source) || !/^\s*- +[\w-]+:|^\s*[\w-]+:\s*[|>][-+\d]*\s*$/.test(text)) return first;
  return lastDeeper(source, first, text.search(/\S/));
}

/** The last line below the first that stands deeper than a column, as long as all in between do. */
function lastDeeper(source: SourceText, first: number, column: number): number {
  let last = first;
  for (let line = first + 1; line <= limitOf(source, first); line++) {
    const next = source.lineText(line);
    if (next.trim() === "") continue;
    if (next.search(/\S/) <= column) break;
    last = line;
  }
  return last;
}

/** `key: >-` and what follows it, or a plain or quoted text that goes on in deeper lines. */
function lastOfScalar(source: SourceText, first: number): number {
  if (!isYaml(source)) return first;
  const [, indent = "", text = ""] = /^(\s*(?:- +)*)(\S.*)?$/.exec(source.lineText(first)) ?? [];
  const value = /^(?:"[^"]{0,200}"|'[^']{0,200}'|[^\s:#"'][^:#]{0,200}):\s+(\S.*)$/.exec(text)?.[1] ?? text;
  if (/^(?:[|&*!{[]|<%|$)|^[\w.-]+:$/.test(value)) return first;
  return lastDeeper(source, first, indentOf(indent, text, value));
}

/** A key's text is deeper than the key, that of an item deeper than its dash. */
function indentOf(indent: string, text: string, value: string): number {
  return text === value ? Math.max(0, indent.trimEnd().length - 1) : indent.length;
}

function limitOf({ lineCount }: SourceText, first: number): number {
  return Math.min(lineCount, first + MAX_LINES);
}

function isYaml({ path }: SourceText): boolean {
  return /\.ya?ml(?:\.erb)?$/.test(path);
}

function isWorkflow({ path }: SourceText): boolean {
  return /(?:^|\/)(?:\.github\/.+|action)\.ya?ml$/.test(path);
}
