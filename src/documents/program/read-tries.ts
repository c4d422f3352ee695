/** Parts of a program whose errors are caught: a check in them that raises one tells nothing of what comes behind them. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Caught } from "./caught-errors.ts";
import type { Expression } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { isLeft } from "./read-checks.ts";

/** Reads the parts of `begin … rescue … end`, `try: … except: …` and `try { … } catch { … }`. */
export function readTry(node: SyntaxNode, reading: Reading): Expression[] {
  const handlers = node.children.filter(({ type }) => HANDLERS.test(type));
  const [first] = handlers;
  const goingOn = handlers.filter(
    (handler) => !isLeft(bodyOf(handler), reading) && !isTriedAgain(handler, reading),
  );
  if (!first || goingOn.length === 0) return reading.readAll(node.children);
  const caught = goingOn.map((handler): Caught => {
    const errors = errorsOf(handler, reading);
    return { span: { start: node.start, end: first.start }, errors };
  });
  reading.caught.push(...caught);
  const inside = reading.readAll(node.children.filter(({ start }) => start < first.start));
  reading.caught.length -= caught.length;
  return [...inside, ...reading.readAll(node.children.filter(({ start }) => start >= first.start))];
}

const HANDLERS = /^(?:rescue|except_clause|except_group_clause|catch_clause)$/;

function bodyOf(handler: SyntaxNode): SyntaxNode {
  const last = namedChildren(handler).at(-1);
  return last && /^(?:then|block|statement_block)$/.test(last.type) ? last : handler;
}

function isTriedAgain(handler: SyntaxNode, reading: Reading): boolean {
  return /^\s*retry\b/m.test(reading.text(handler).slice(0, MAX_HANDLER));
}

/** Longer ones do more than go on. */
const MAX_HANDLER = 1_000;

/** The classes that it names, without what they stand in. */
function errorsOf(handler: SyntaxNode, reading: Reading): readonly string[] | undefined {
  const body = bodyOf(handler);
  const head = reading.text({ start: handler.start, end: body === handler ? handler.end : body.start });
  if (handler.type === "catch_clause") return undefined;
  const names = head.replace(/=>.*|\bas\b.*/s, "").match(/[A-Z]\w*(?=[\s,):]|$)/g);
  return names === null || names.some((name) => ALL.test(name)) ? undefined : names;
}

const ALL = /^(?:StandardError|Exception|BaseException)$/;

/** The same, where what comes of it is of no matter. */
export function readTryStatement(node: SyntaxNode, reading: Reading): Expression {
  return reading.group("mixed", node, readTry(node, reading));
}
