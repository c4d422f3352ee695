/** The text that an expression puts together, as far as it is spelled out: concatenation, formats, joined lists. */
import { dedented } from "./dedent.ts";
import { type Expression, literalOf, type TextPart } from "./program.ts";
import { withHoles } from "./text-parts.ts";
import type { OnlyValueOf } from "./variables.ts";

/** Text is put together of pieces of pieces; nobody goes further. */
const MAX_DEPTH = 12;

/** Longer texts are kept as values. */
const MAX_PARTS = 2_000;

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

/** Numbers, and symbols, which Ruby writes like words. */
const SPELLED_OUT = /^(?:\d+|:[A-Za-z_]\w*[?!]?)$/;

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
      return SPELLED_OUT.test(expression.text) ? [asLiteral(expression)] : undefined;
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
    (expression.kind === "constant" && SPELLED_OUT.test(expression.text))
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
    if (!tidied || !isText(tidied)) return undefined;
    return /dedent|strip_heredoc/.test(method) ? dedented(inner(tidied)) : inner(tidied);
  }
  if (method === "join") {
    const [own, given] = [listOf(receiver), listOf(values[0])];
    if (own?.kind === "list") return joined(own.parts, values[0], inner);
    if (receiver?.kind === "text" && given?.kind === "list") return joined(given.parts, receiver, inner);
  }
  if (REPLACING.test(method) && receiver && values.length === 2) return replaced(receiver, values, inner);
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

const REPLACING = /^(?:g?sub!?|replace(?:All)?|replace_all)$/;

/** `TEMPLATE.gsub("__USER__", user)`; what a pattern would match is not worked out. */
function replaced(
  text: Expression,
  [wanted, value]: readonly Expression[],
  inner: Inner,
): readonly TextPart[] | undefined {
  const marker = literalOf(wanted) ?? "";
  if (marker === "" || !value) return undefined;
  const parts = inner(text);
  const isWritten = parts.some((part) => part.kind === "literal");
  return isWritten ? withHoles(parts, [value], new RegExp(marker.replace(/\W/g, "\\$&"), "g")) : undefined;
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
  const parts = inner(format);
  const isWritten = parts.some((part) => part.kind === "literal");
  return isWritten ? withHoles(parts, values, place) : undefined;
}

function asLiteral(expression: Expression & { readonly kind: "constant" }): TextPart {
  const { span } = expression;
  const text = expression.text.replace(/^:/, "");
  return { kind: "literal", text, span, segments: [{ text, from: span }] };
}
