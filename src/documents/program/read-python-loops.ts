/** Loops and comprehensions of Python: what they go through, item by item. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { type Expression, pathOf } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readLoop } from "./shared-syntax.ts";
import { partsInside } from "./syntax-shapes.ts";

/** `for name in names: …`, also inside of a comprehension. */
export function readFor(node: SyntaxNode, reading: Reading): Expression {
  return readLoop(node, reading, ({ variable, list, items }) => {
    const given = isEnvironment(items) ? reading.group("mixed", list, [items]) : items;
    for (const one of targetsIn(variable)) reading.assign(variable, reading.read(one), given);
  });
}

/** Going through a dictionary gives its keys: the names of variables. */
function isEnvironment(value: Expression): boolean {
  if (value.kind === "call" && /^(?:sorted|list|set|tuple|reversed)$/.test(value.call.path))
    return value.call.arguments.slice(0, 1).some(isEnvironment);
  return /^(?:os\.)?environ$/.test(pathOf(value) ?? "");
}

/** `f"{name}={value}" for name, value in pairs`: each item is the first part; the others say what its names stand for. */
export function readComprehension(node: SyntaxNode, reading: Reading): Expression {
  const [item, ...clauses] = partsInside(node);
  for (const [at, clause] of clauses.entries()) readClause(clause, clauses[at + 1], reading);
  const read = item ? reading.readAll(item.type === "pair" ? item.children : [item]) : [];
  return reading.group("list", node, item ? [reading.group("spread", item, read)] : []);
}

/** `for name in names if name.startswith("KAMAL_")` goes through what a filter leaves of them. */
function readClause(node: SyntaxNode, next: SyntaxNode | undefined, reading: Reading): void {
  const [variable, list] = node.type === "for_in_clause" ? partsInside(node) : [];
  if (!variable || !list || next?.type !== "if_clause") {
    reading.read(node);
    return;
  }
  const items = reading.read(list);
  const filter = reading.call(
    { start: list.start, end: next.end },
    { receiver: items, method: "filter", values: [] },
  );
  for (const one of targetsIn(variable))
    reading.assign(
      variable,
      reading.read(one),
      isEnvironment(items) ? reading.group("mixed", list, [items]) : filter,
    );
}

/** The names in `a, (b, *c)`. */
export function targetsIn(target: SyntaxNode): SyntaxNode[] {
  const nested =
    /^(?:pattern_list|tuple_pattern|list_pattern|tuple|list_splat_pattern|as_pattern_target|parenthesized_expression)$/;
  const found: SyntaxNode[] = [];
  const pending = [target];
  for (let node = pending.pop(); node; node = pending.pop())
    if (nested.test(node.type) && namedChildren(node).length > 0) pending.push(...namedChildren(node));
    else found.push(node);
  return found.reverse();
}
