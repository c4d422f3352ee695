/**
 * Where a shell text has here-documents. The grammar reads them only in their plainest form (`<<EOF;` and `<<EOF | sh && x`
 * make it lose what follows), so they are found beforehand by following quotes and substitutions as the shell does.
 */
import type { Span } from "../../source/span.ts";

/** One here-document. */
export interface FoundHeredoc {
  /** From `<<` to the end of the delimiter. */
  readonly operator: Span;
  /** The text up to the delimiter's line. */
  readonly body: Span;
  /** Where the program goes on: after the delimiter's line. */
  readonly end: number;
  /** True when the delimiter is quoted, so that nothing is expanded in the body. */
  readonly quoted: boolean;
}

/** What the text at some point stands in: code up to a closing character, double quotes, `${…}` or arithmetic. */
type Surrounding = ")" | "`" | '"' | "}" | "))";

interface Pending extends Pick<FoundHeredoc, "operator" | "quoted"> {
  readonly delimiter: string;
  readonly stripsTabs: boolean;
}

interface Scan {
  readonly text: string;
  readonly found: FoundHeredoc[];
  readonly around: Surrounding[];
  pending: Pending[];
}

/** All here-documents in the order of their bodies; linear in the length of the text. */
export function findHeredocs(text: string): readonly FoundHeredoc[] {
  if (!text.includes("<<")) return [];
  const scan: Scan = { text, found: [], around: [], pending: [] };
  for (let at = 0; at < text.length; ) at = step(scan, at);
  readBodies(scan, text.length);
  return scan.found;
}

/** Reads what stands at an offset; gives the offset after it. */
function step(scan: Scan, at: number): number {
  const { text, around } = scan;
  const character = text[at] ?? "";
  const inside = around.at(-1);
  if (character === "\\") return at + 2;
  if (inside !== undefined && text.startsWith(inside, at)) {
    around.pop();
    return at + inside.length;
  }
  const opened = openingAt(text, at, inside);
  if (opened) {
    around.push(opened.until);
    return at + opened.length;
  }
  return inside === '"' || inside === "))" ? at + 1 : stepInCode(scan, at, inside);
}

function openingAt(
  text: string,
  at: number,
  inside: Surrounding | undefined,
): { readonly until: Surrounding; readonly length: number } | undefined {
  const character = text[at];
  if (character === '"' && inside !== "))") return { until: '"', length: 1 };
  if (character === "`") return { until: "`", length: 1 };
  if (text.startsWith("$((", at) && closesOnLine(text, at)) return { until: "))", length: 3 };
  if (text.startsWith("$(", at)) return { until: ")", length: 2 };
  if (text.startsWith("${", at)) return { until: "}", length: 2 };
  if (inside === '"' || inside === "}" || inside === "))") return undefined;
  if (text.startsWith("((", at) && closesOnLine(text, at)) return { until: "))", length: 2 };
  return character === "(" ? { until: ")", length: 1 } : undefined;
}

/** `((a); b)` is a subshell in a subshell, not arithmetic. */
function closesOnLine(text: string, at: number): boolean {
  const close = text.indexOf("))", at);
  return close >= 0 && close < endOfLine(text, at);
}

function stepInCode(scan: Scan, at: number, inside: Surrounding | undefined): number {
  const { text } = scan;
  const character = text[at];
  if (character === "'") return afterQuote(text, at, inside, scan.around.at(-2));
  if (inside === "}") return at + 1;
  if (character === "#" && startsWord(text, at)) return endOfLine(text, at);
  if (character === "\n" && scan.pending.length > 0) return readBodies(scan, at + 1);
  if (text.startsWith("<<<", at)) return at + 3;
  return text.startsWith("<<", at) ? readOperator(scan, at) : at + 1;
}

/** In `"${x:-it's}"` the apostrophe is only an apostrophe; `$'…'` knows escapes. */
function afterQuote(
  text: string,
  at: number,
  inside: Surrounding | undefined,
  outside: Surrounding | undefined,
): number {
  if (inside === "}" && outside === '"') return at + 1;
  let close = text.indexOf("'", at + 1);
  while (close > 0 && text[at - 1] === "$" && text[close - 1] === "\\" && text[close - 2] !== "\\")
    close = text.indexOf("'", close + 1);
  return close < 0 ? text.length : close + 1;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s;|&()`]/.test(text[at - 1] ?? "");
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

const OPERATOR = /<<(-?)[ \t]*((?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s;|&<>()'"\\`$])+)/y;

/** Numbers are shifts, as in `let x=1<<4`. */
function readOperator(scan: Scan, at: number): number {
  OPERATOR.lastIndex = at;
  const match = OPERATOR.exec(scan.text);
  const word = match?.[2] ?? "";
  if (word === "" || /^\d+$/.test(word)) return at + 2;
  const end = OPERATOR.lastIndex;
  const delimiter = word.replace(/\\(.)|['"]/g, "$1");
  const quoted = /['"\\]/.test(word);
  scan.pending.push({ operator: { start: at, end }, delimiter, quoted, stripsTabs: match?.[1] === "-" });
  return end;
}

/** The bodies of one line's here-documents follow one another. */
function readBodies(scan: Scan, from: number): number {
  let at = from;
  for (const { operator, delimiter, quoted, stripsTabs } of scan.pending) {
    const { body, end } = bodyFrom(scan.text, at, delimiter, stripsTabs);
    scan.found.push({ operator, body, end, quoted });
    at = end;
  }
  scan.pending = [];
  return at;
}

function bodyFrom(
  text: string,
  start: number,
  delimiter: string,
  stripsTabs: boolean,
): { body: Span; end: number } {
  for (let line = start; line < text.length; ) {
    const end = endOfLine(text, line);
    const content = text.slice(line, end).replace(/\r$/, "");
    if ((stripsTabs ? content.replace(/^\t+/, "") : content) === delimiter)
      return { body: { start, end: line }, end: Math.min(end + 1, text.length) };
    line = end + 1;
  }
  return { body: { start: Math.min(start, text.length), end: text.length }, end: text.length };
}
