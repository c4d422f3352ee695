/** The parts of a value in a secrets file that stand for something else. */
import type { Span } from "../../source/span.ts";
import { readLookup } from "../erb/ruby-lookup.ts";

/** One such part. */
export interface SecretReference {
  readonly kind: "variable" | "command" | "ruby";
  /** The whole reference, dollar sign included. */
  readonly span: Span;
  /** Name of the variable, text of the command. */
  readonly content: Span;
  /** The default in `${NAME:-text}`, which dotenv does not know but people write all the same; what a lookup of Ruby falls back on. */
  readonly fallback: Span | undefined;
}

/** For each `(`, the offset after its `)`; and where the last `%>` is. */
export interface Parentheses {
  readonly closing: ReadonlyMap<number, number>;
  readonly lastErbEnd: number;
}

const VARIABLE = /\$(?:\{(\w+)(?::?[-=]([^}\r\n]{0,500})|[^}\r\n]{0,500})\}|(\w+))/y;

/** Escaped parentheses do not count, as in Kamal's own pattern (lib/kamal/secrets/dotenv of 2.10 and later). */
export function matchParentheses(text: string): Parentheses {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "(") open.push(i);
    else if (text[i] === ")" && open.length > 0) closing.set(open.pop() ?? 0, i + 1);
  }
  return { closing, lastErbEnd: text.lastIndexOf("%>") };
}

/** All references within a value, in order. */
export function findReferences(text: string, parentheses: Parentheses, within: Span): SecretReference[] {
  const references: SecretReference[] = [];
  for (let i = within.start; i < within.end; i++) {
    if (text[i] === "\\") {
      i++;
      continue;
    }
    const reference = referenceAt(text, parentheses, i, within.end);
    if (!reference) continue;
    references.push(reference);
    i = reference.span.end - 1;
  }
  return references;
}

function referenceAt(
  text: string,
  { closing, lastErbEnd }: Parentheses,
  at: number,
  end: number,
): SecretReference | undefined {
  if (text.startsWith("<%", at))
    return withFallback(text, delimited("ruby", at, at < lastErbEnd ? text.indexOf("%>", at) + 2 : end, 2));
  if (text.startsWith("$(", at)) {
    const closed = closing.get(at + 1) ?? Number.POSITIVE_INFINITY;
    return closed > end ? undefined : delimited("command", at, closed, 1);
  }
  return text[at] === "$" ? variableAt(text, at) : undefined;
}

function delimited(
  kind: "ruby" | "command",
  start: number,
  end: number,
  closingLength: number,
): SecretReference {
  const content = { start: start + 2, end: Math.max(end - closingLength, start + 2) };
  return { kind, span: { start, end }, content, fallback: undefined };
}

/** `<%= ENV["NAME"] || "text" %>` */
function withFallback(text: string, reference: SecretReference): SecretReference {
  const { start, end } = reference.content;
  if (text[start] !== "=") return reference;
  const code = text.slice(start + 1, end);
  const lookup = readLookup(code);
  const fallback = lookup?.kind === "environment" ? lookup.fallback : lookup?.text;
  const index = fallback ? code.lastIndexOf(fallback) : -1;
  if (!fallback || index < 0) return reference;
  const from = start + 1 + index;
  return { ...reference, fallback: { start: from, end: from + fallback.length } };
}

function variableAt(text: string, at: number): SecretReference | undefined {
  VARIABLE.lastIndex = at;
  const [whole, braced, rest = "", plain = ""] = VARIABLE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const end = at + whole.length;
  const start = at + (braced === undefined ? 1 : 2);
  const fallback = rest === "" ? undefined : { start: end - 1 - rest.length, end: end - 1 };
  const content = { start, end: start + (braced ?? plain).length };
  return { kind: "variable", span: { start: at, end }, content, fallback };
}
