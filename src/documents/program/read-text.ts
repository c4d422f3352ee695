/** String nodes of any of the grammars -> text and the values put into it. */
import type { Span } from "../../source/span.ts";
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Expression, TextExpression, TextPart } from "./program.ts";
import { literalPart, type Reading } from "./program-reading.ts";
import type { LiteralPart } from "./text-parts.ts";

const DELIMITER = /^(?:string_start|string_end|heredoc_end)$/;
const VALUE = /^(?:interpolation|template_substitution)$/;
const ESCAPE = /^(?:escape_sequence|escape_interpolation)$/;

/** What stands between the quotes. `at` is where the string is used, which for here-documents is another place. */
export function readText(node: SyntaxNode, reading: Reading, at: SyntaxNode = node): TextExpression {
  const content = node.children.filter(({ named, type }) => named && !DELIMITER.test(type));
  const special = content.flatMap((child) =>
    VALUE.test(child.type) || ESCAPE.test(child.type) ? [child] : child.children.filter(isSpecial),
  );
  const inside = { start: content[0]?.start ?? node.end, end: content.at(-1)?.end ?? node.end };
  const parts: TextPart[] = [];
  let position = inside.start;
  const literal = (to: number): void => {
    const gap: Span = { start: position, end: to };
    if (to > position) parts.push(literalPart(reading, gap, reading.text(gap)));
  };
  for (const child of special) {
    literal(child.start);
    parts.push(VALUE.test(child.type) ? valuePart(child, reading) : escapePart(child, reading));
    position = child.end;
  }
  literal(inside.end);
  return { ...reading.place(at), kind: "text", parts: merged(parts) };
}

function isSpecial({ type }: SyntaxNode): boolean {
  return VALUE.test(type) || ESCAPE.test(type);
}

function valuePart(node: SyntaxNode, reading: Reading): TextPart {
  const inside = node.children.filter(({ type }) => !/^(?:type_conversion|format_specifier)$/.test(type));
  const values = reading.readAll(inside);
  const [first] = values;
  const value: Expression = values.length === 1 && first ? first : reading.group("mixed", node, values);
  return { kind: "value", value, span: reading.span(node) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\n": "" };

function escapePart(node: SyntaxNode, reading: Reading): TextPart {
  const text = reading.text(node);
  if (node.type === "escape_interpolation") return literalPart(reading, node, text.slice(1));
  const escaped = text.slice(1);
  const hex = /^(?:x|u\{?)([0-9a-fA-F]{2,6})\}?$/.exec(escaped)?.[1];
  const code = hex === undefined ? Number.NaN : Number.parseInt(hex, 16);
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : (ESCAPES[escaped] ?? escaped);
  return literalPart(reading, node, character);
}

/** Neighbouring literals become one, with the way back of each. */
function merged(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  let run: LiteralPart[] = [];
  const close = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first && last) joined.push(joinedLiteral(run, { start: first.span.start, end: last.span.end }));
    run = [];
  };
  for (const part of parts) {
    if (part.kind === "literal") run.push(part);
    else {
      close();
      joined.push(part);
    }
  }
  close();
  return joined;
}

function joinedLiteral(run: readonly LiteralPart[], span: Span): LiteralPart {
  const text = run.map((part) => part.text).join("");
  return { kind: "literal", text, segments: run.flatMap((part) => part.segments), span };
}
