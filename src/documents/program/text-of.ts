/** The text that an expression puts together, as far as it is spelled out: concatenation, formats, joined lists. */
import type { Expression, TextPart } from "./program.ts";
import type { OnlyValueOf } from "./variables.ts";

/** Text is put together of pieces of pieces; nobody goes further. */
const MAX_DEPTH = 6;

/** Longer texts are kept as values. */
const MAX_PARTS = 2_000;

type LiteralPart = TextPart & { readonly kind: "literal" };

/** The pieces of a text in order; what isn't spelled out stays a value. */
export function textOf(expression: Expression, onlyValueOf: OnlyValueOf): readonly TextPart[] {
  return piecesWithin(expression, onlyValueOf, 0, { left: MAX_STEPS });
}

/** All steps of one text, since pieces that are used twice double at each level. */
const MAX_STEPS = 5_000;

function piecesWithin(
  expression: Expression,
  onlyValueOf: OnlyValueOf,
  depth: number,
  budget: { left: number },
): readonly TextPart[] {
  const whole: TextPart[] = [{ kind: "value", value: expression, span: expression.span }];
  if (depth > MAX_DEPTH || budget.left <= 0) return whole;
  budget.left--;
  const inner = (one: Expression): readonly TextPart[] => piecesWithin(one, onlyValueOf, depth + 1, budget);
  const parts = piecesOf(expression, inner, onlyValueOf);
  return parts === undefined || parts.length > MAX_PARTS ? whole : parts;
}

type Inner = (expression: Expression) => readonly TextPart[];

function piecesOf(
  expression: Expression,
  inner: Inner,
  onlyValueOf: OnlyValueOf,
): readonly TextPart[] | undefined {
  switch (expression.kind) {
    case "text":
      return expression.parts.flatMap((part) => (part.kind === "value" ? spelledOut(part, inner) : [part]));
    case "joined":
      return expression.parts.flatMap(inner);
    case "constant":
      return /^\d+$/.test(expression.text) ? [asLiteral(expression)] : undefined;
    case "name": {
      const value = onlyValueOf(expression);
      const pieces = value && isText(value) ? inner(value) : [];
      return pieces.some(({ kind }) => kind === "literal") ? pieces : undefined;
    }
    case "call":
      return piecesOfCall(expression.call.method, expression, inner, onlyValueOf);
    default:
      return undefined;
  }
}

/** Constants in a text are written out, everything else keeps its place there. */
function spelledOut(part: TextPart & { readonly kind: "value" }, inner: Inner): readonly TextPart[] {
  const pieces = inner(part.value);
  return pieces.every((piece) => piece.kind === "literal") && pieces.length > 0 ? pieces : [part];
}

function isText(expression: Expression): boolean {
  return (
    /^(?:text|joined|call|name)$/.test(expression.kind) ||
    (expression.kind === "constant" && /^\d+$/.test(expression.text))
  );
}

const TIDYING =
  /^(?:strip|chomp|squish|trim|trim_?end|rstrip|lstrip|freeze|dup|to_s|toString|strip_heredoc|dedent|textwrap\.dedent)$/i;

function piecesOfCall(
  method: string,
  { call }: Expression & { readonly kind: "call" },
  inner: Inner,
  onlyValueOf: OnlyValueOf,
): readonly TextPart[] | undefined {
  const { receiver, arguments: values } = call;
  const listOf = (list: Expression | undefined): Expression | undefined =>
    list?.kind === "name" ? onlyValueOf(list) : list;
  if (TIDYING.test(method)) {
    const tidied = receiver && values.length === 0 ? receiver : values[0];
    return tidied && isText(tidied) ? inner(tidied) : undefined;
  }
  if (method === "join") {
    const [own, given] = [listOf(receiver), listOf(values[0])];
    if (own?.kind === "list") return joined(own.parts, values[0], inner);
    if (receiver?.kind === "text" && given?.kind === "list") return joined(given.parts, receiver, inner);
  }
  if (method === "%" && receiver)
    return filled(receiver, itemsOf(values), /%(?:\(\w+\)|<\w+>)?[-+ 0]*\d*(?:\.\d+)?[sdifxrp]/g, inner);
  if (method === "format" && receiver?.kind === "text")
    return filled(
      receiver,
      [...values, ...call.options.map(({ value }) => value)],
      /\{[\w.[\]]*(?:![rsa])?(?::[^{}]*)?\}/g,
      inner,
    );
  if (/^(?:format|sprintf)$/.test(method) && values[0])
    return filled(
      values[0],
      [...values.slice(1), ...call.options.map(({ value }) => value)],
      /%(?:<\w+>)?[-+ 0]*\d*(?:\.\d+)?[sdifxp]/g,
      inner,
    );
  return undefined;
}

function itemsOf(values: readonly Expression[]): readonly Expression[] {
  const [first] = values;
  if (first?.kind === "list") return first.parts;
  return first?.kind === "map" ? first.entries.map(({ value }) => value) : values;
}

function joined(
  items: readonly Expression[],
  separator: Expression | undefined,
  inner: Inner,
): readonly TextPart[] {
  const between = separator ? inner(separator) : [];
  return items.flatMap((item, index) => [...(index > 0 ? between : []), ...inner(item)]);
}

/** A format with values in the places it leaves. */
function filled(
  format: Expression,
  values: readonly Expression[],
  place: RegExp,
  inner: Inner,
): readonly TextPart[] | undefined {
  if (format.kind !== "text" && format.kind !== "joined" && format.kind !== "name") return undefined;
  let next = 0;
  return inner(format).flatMap((part): TextPart[] => {
    if (part.kind === "value") return [part];
    const pieces: TextPart[] = [];
    let position = 0;
    for (const match of part.text.matchAll(place)) {
      pieces.push(slice(part, position, match.index));
      const value = values[Math.min(next++, values.length - 1)];
      position = match.index + match[0].length;
      const hole = slice(part, match.index, position);
      pieces.push(value ? { kind: "value", value, span: hole.span } : hole);
    }
    return [...pieces, slice(part, position, part.text.length)].filter(
      (piece) => piece.kind === "value" || piece.text !== "",
    );
  });
}

/** A part of a literal; its place is exact when the text stands in the file as it is. */
function slice(part: LiteralPart, start: number, end: number): LiteralPart {
  const text = part.text.slice(start, end);
  const copied = part.text.length === part.span.end - part.span.start;
  const span = copied ? { start: part.span.start + start, end: part.span.start + end } : part.span;
  return { kind: "literal", text, span, segments: [{ text, from: span }] };
}

function asLiteral(expression: Expression & { readonly kind: "constant" }): TextPart {
  const { text, span } = expression;
  return { kind: "literal", text, span, segments: [{ text, from: span }] };
}
