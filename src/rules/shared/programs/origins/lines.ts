/** Values of more than one line, of which `^` and `$` look at one only in Ruby. */
import type { Call, Expression } from "../../../../documents/program/program.ts";
import type { Place } from "../../../../source/source-text.ts";
import type { Origin } from "../trust.ts";
import type { Flow } from "./flow.ts";

/** Answers of the network may hold lines; names of branches, words of a command line and variables are one line. */
export function mayHoldLines(value: Expression, flow: Flow): boolean {
  return !isCutIntoLines(value) && isOfManyLines(flow.originOf(value));
}

/** The same for where a value comes from. */
export function isOfManyLines(origin: Origin | undefined): boolean {
  const { source } = origin ?? {};
  if (!source) return false;
  return origin?.trust === "outside" ? source.download : READS_ALL.test(writtenAt(source.place));
}

/** All of the standard input, where `gets` is a line of it. */
const READS_ALL =
  /^(?:(?:\$stdin|STDIN|ARGF|\$<)\.(?:read|readlines|each_line|to_a|gets\(nil)\b|gets\(nil\b|readlines\b)/;

/** What is done to lines before one of them is picked. */
const MAX_STEPS = 6;

/** `answer.lines.map(&:strip)`, `answer.split("\n")` */
function isCutIntoLines(value: Expression): boolean {
  let at: Expression | undefined = value;
  for (let steps = 0; at?.kind === "call" && steps < MAX_STEPS; steps++) {
    if (givesLines(at.call)) return true;
    at = at.call.receiver;
  }
  return false;
}

function givesLines({ method, arguments: [separator, limit] }: Call): boolean {
  if (/^(?:lines|each_line|readlines)$/.test(method)) return true;
  if (method !== "split" || limit !== undefined) return false; // the last piece keeps its lines
  return separator === undefined || SEPARATOR.test(writtenAt(separator));
}

/** What fits wherever a line ends: `"\n"`, `/\r?\n/`, `/\s+/`, `/[\s,]+/`. A comma with blanks after it does not, nor a pattern in quotes. */
const SEPARATOR =
  /^(?:\$\/|["'] ["']|"\\n"|(?:\/|%r\{)(?:\\s\*|\\r\?)?(?:\\[nRs]|\[[^\]^]*\\[ns][^\]]*\])\+?(?:\\s\*)?(?:\/\w*|\}))$/;

function writtenAt({ source, span }: Place): string {
  return source.text.slice(span.start, Math.min(span.end, span.start + MAX_SEPARATOR));
}

const MAX_SEPARATOR = 20;
