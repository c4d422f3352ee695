/** Parts of a program whose errors are caught: a check in them that raises one tells nothing of what comes behind them. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { type Caught, lastOf, namesSetIn, STANDARD_ERROR } from "./caught-errors.ts";
import { readMixed } from "./grammar.ts";
import { leavesAlways } from "./leaving.ts";
import type { Expression } from "./program.ts";
import type { Reading } from "./program-reading.ts";

/** Reads the parts of `begin … rescue … end`, `try: … except: …` and `try { … } catch { … }`. */
export function readTry(node: SyntaxNode, reading: Reading): Expression[] {
  const handlers = node.children.filter(({ type }) => HANDLERS.test(type));
  const [first] = handlers;
  const goingOn = handlers.filter((handler) => !leavesAlways(bodyOf(handler), reading));
  if (!first || goingOn.length === 0) return reading.readAll(node.children);
  const span = { start: node.start, end: first.start };
  const caught = goingOn.map((handler): Caught => ({ span, errors: errorsOf(handler, reading) }));
  const inside = reading.readCaught(caught, () =>
    reading.readAll(node.children.filter(({ start }) => start < first.start)),
  );
  return [...inside, ...reading.readAll(node.children.filter(({ start }) => start >= first.start))];
}

const HANDLERS = /^(?:rescue|except_clause|except_group_clause|catch_clause)$/;

function bodyOf(handler: SyntaxNode): SyntaxNode {
  const last = namedChildren(handler).at(-1);
  return last && /^(?:then|block|statement_block)$/.test(last.type) ? last : handler;
}

/** The classes that it names; what stands for several may be any. */
function errorsOf(handler: SyntaxNode, reading: Reading): readonly string[] | undefined {
  if (handler.type === "catch_clause") return [STANDARD_ERROR];
  const body = bodyOf(handler);
  const head = reading.text({ start: handler.start, end: body === handler ? handler.end : body.start });
  const names = head
    .replace(/=>.*|\bas\b.*/s, "")
    .replace(/^(?:rescue|except)\b|\bthen\b/g, "")
    .match(/[^\s,():]+(?:::\w+)*/g);
  const isRuby = handler.type === "rescue";
  return names ? classesNamed(names, isRuby, reading) : isRuby ? [STANDARD_ERROR] : undefined;
}

function classesNamed(
  names: readonly string[],
  isRuby: boolean,
  { derived }: Reading,
): readonly string[] | undefined {
  const catchesAll = (name: string): boolean =>
    name === (isRuby ? "Exception" : "BaseException") ||
    !/^(?:\w+(?:\.|::))*[A-Z]\w*$/.test(name) ||
    namesSetIn(derived).has(lastOf(name));
  if (names.some(catchesAll)) return undefined;
  return names.map((name) => (name === "Exception" ? STANDARD_ERROR : name));
}

/** The same, where what comes of it is of no matter. */
export function readTryStatement(node: SyntaxNode, reading: Reading): Expression {
  return reading.group("mixed", node, readTry(node, reading));
}

/** `(raise "odd" unless ready) rescue nil` */
export function readRescueModifier(node: SyntaxNode, reading: Reading): Expression {
  const [body, handler] = namedChildren(node);
  if (!body || !handler || leavesAlways(handler, reading)) return readMixed(node, reading);
  const read = reading.readCaught([{ span: body, errors: [STANDARD_ERROR] }], () => reading.read(body));
  return reading.group("mixed", node, [read, reading.read(handler)]);
}

/** `with suppress(ValueError): …` */
export function readWith(node: SyntaxNode, reading: Reading): Expression {
  const body = namedChildren(node).at(-1);
  const head = body ? reading.text({ start: node.start, end: body.start }) : "";
  const [, listed] = /\bsuppress\(([^()]*)\)/.exec(head) ?? [];
  if (listed === undefined) return readMixed(node, reading);
  const errors = classesNamed(
    listed.split(",").map((name) => name.trim()),
    false,
    reading,
  );
  return reading.readCaught([{ span: node, errors }], () => readMixed(node, reading));
}
