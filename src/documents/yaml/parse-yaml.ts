/**
 * YAML text -> nodes with places. The only file that knows the `yaml` package, which serves for syntax alone: types,
 * merge keys and duplicate keys follow Psych, because Kamal loads with Psych.
 */
import { Composer, type CST, type Document, Parser, type YAMLParseError } from "yaml";
import type { DerivedText } from "../../source/derived-text.ts";
import type { Span } from "../../source/span.ts";
import type { RenderedErb } from "../erb/render-erb.ts";
import { buildNodes } from "./build-nodes.ts";
import type { ParsedYaml, YamlNode } from "./yaml-node.ts";
import { syntaxReason, type YamlTrouble } from "./yaml-trouble.ts";

/**
 * Deeper nesting is refused: the composer recurses, and a few thousand levels end the whole process. Real files have
 * under 10 levels.
 */
export const MAX_DEPTH = 100;

/** Parses the first document of a rendered text, as `YAML.unsafe_load` does. Never throws, never builds objects. */
export function parseYaml(rendered: RenderedErb): ParsedYaml | YamlTrouble {
  const { derived } = rendered;
  const [tokens = [], ...others] = documentsOf(new Parser().parse(asLibyamlReads(derived.text)));
  const tooDeep = deepestBeyond(tokens, MAX_DEPTH);
  if (tooDeep !== undefined) {
    return trouble(derived, tooDeep, `is nested more than ${MAX_DEPTH} levels deep`);
  }
  const open = openQuote(tokens);
  if (open !== undefined) return trouble(derived, open, syntaxReason("MISSING_CHAR"));
  const document = compose(tokens, derived.text.length);
  const [error] = document?.errors ?? [];
  if (error)
    return {
      ...trouble(derived, startOfFault(error, tokens), syntaxReason(error.code)),
      looseFlowAt: looseFlow(error, derived),
    };
  const parsed = buildNodes(document?.contents ?? null, rendered);
  const later = others.flatMap((other) => laterDocument(other, rendered));
  return later.length === 0 || isYamlTrouble(parsed) ? parsed : { ...parsed, later };
}

/** What is wrong in a document that nobody loads harms nobody. */
function laterDocument(tokens: readonly CST.Token[], rendered: RenderedErb): YamlNode[] {
  if (deepestBeyond(tokens, MAX_DEPTH) !== undefined) return [];
  const document = compose(tokens, rendered.derived.text.length);
  if (!document?.contents || document.errors.length > 0) return [];
  const parsed = buildNodes(document.contents, rendered);
  return isYamlTrouble(parsed) || !parsed.root ? [] : [parsed.root];
}

/** libyaml, below Psych, ends a line at each of these, too, and with it a comment; the parser used here does not. */
const OTHER_BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** It also takes a byte order mark at the start of any line for a blank. */
const MARK_AT_START = /(?<=\n)\ufeff/g;

/** As long as the text, so that positions hold. */
function asLibyamlReads(text: string): string {
  return text.replace(OTHER_BREAKS, "\n").replace(MARK_AT_START, " ");
}

/** True when parsing failed. */
export function isYamlTrouble(result: ParsedYaml | YamlTrouble): result is YamlTrouble {
  return "reason" in result;
}

/** A quote that is never closed is noticed at the end of the file; the author wants to see where it opens. */
function startOfFault(error: YAMLParseError, tokens: readonly CST.Token[]): number {
  const [noticed] = error.pos;
  if (error.code !== "MISSING_CHAR") return noticed;
  const pending = [...tokens];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isQuoted(next) && next.offset + next.source.length === noticed) return next.offset;
    addChildren(next, pending);
  }
  return noticed;
}

const CLOSED = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\[\s\S])*")$/;

/**
 * Offset of a quote that goes on in a line further left, where the parser ends it: after an escaped quote it would do so without
 * a word, and take the rest for keys.
 */
function openQuote(tokens: readonly CST.Token[]): number | undefined {
  const pending = [...tokens];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (
      isQuoted(next) &&
      next.source.length > 1 &&
      /^(['"])[\s\S]*\1$/.test(next.source) &&
      !CLOSED.test(next.source)
    )
      return next.offset;
    addChildren(next, pending);
  }
  return undefined;
}

function isQuoted(token: CST.Token): token is CST.FlowScalar {
  return token.type === "double-quoted-scalar" || token.type === "single-quoted-scalar";
}

/** Nobody separates more by `---`; the rest of such a file is not read. */
const MAX_DOCUMENTS = 20;

/** The tokens of each document, with the comments and directives before it. */
function documentsOf(tokens: Iterable<CST.Token>): CST.Token[][] {
  const documents: CST.Token[][] = [];
  let before: CST.Token[] = [];
  for (const token of tokens) {
    before.push(token);
    if (token.type !== "document") continue;
    if (documents.push(before) >= MAX_DOCUMENTS) return documents;
    before = [];
  }
  const last = documents.at(-1);
  if (last) for (const token of before) last.push(token);
  return documents.length > 0 ? documents : [before];
}

/** Offset of a token below the allowed depth; goes down level by level, so depth can't hurt it. */
function deepestBeyond(tokens: readonly CST.Token[], limit: number): number | undefined {
  let level = tokens;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return level.at(-1)?.offset;
    const below: CST.Token[] = [];
    for (const token of level) addChildren(token, below);
    level = below;
  }
  return undefined;
}

/** Adds what lies directly in a token. */
function addChildren(token: CST.Token, to: CST.Token[]): void {
  if (token.type === "document" && token.value) to.push(token.value);
  if (!("items" in token)) return;
  for (const item of token.items) {
    if (item.key) to.push(item.key);
    if (item.value) to.push(item.value);
  }
}

function compose(tokens: readonly CST.Token[], length: number): Document | undefined {
  const composer = new Composer({
    version: "1.1",
    schema: "failsafe",
    merge: false,
    uniqueKeys: false,
    logLevel: "silent",
  });
  return [...composer.compose(tokens, false, length)][0];
}

/**
 * libyaml, below Psych, ignores indentation inside brackets and braces, so people write `password: [` … `]` with the bracket at
 * the margin. The parser used here ends the collection at such a line; its start in the file is returned, so that the caller can
 * try again with the line indented.
 */
function looseFlow(error: YAMLParseError, { text, toSource }: DerivedText): number | undefined {
  if (error.code !== "BAD_INDENT" || !error.message.startsWith("Flow ")) return undefined;
  const lineStart = text.lastIndexOf("\n", error.pos[0] - 1) + 1;
  return toSource({ start: lineStart, end: lineStart }).start;
}

function trouble(derived: DerivedText, offset: number, reason: string): YamlTrouble {
  const at: Span = { start: offset, end: Math.min(offset + 1, derived.text.length) };
  return { reason, span: derived.toSource(at) };
}
