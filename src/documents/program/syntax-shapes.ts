/** Shapes that several grammars share. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Reading } from "./program-reading.ts";

/** The named nodes inside, comments apart. */
export function partsInside(node: SyntaxNode): SyntaxNode[] {
  return namedChildren(node).filter(({ type }) => type !== "comment");
}

/** `a + b + c` nests to the left, one level for each operator; here it is a row as long as the operator is the same. */
export function leftSpine(
  node: SyntaxNode,
  type: string,
  reading: Reading,
): { operands: SyntaxNode[]; operator: string } {
  const operator = operatorOf(node, reading);
  const operands: SyntaxNode[] = [];
  let at: SyntaxNode | undefined = node;
  while (at?.type === type && operatorOf(at, reading) === operator) {
    const [left, ...right]: SyntaxNode[] = partsInside(at);
    operands.push(...right.reverse());
    at = left;
  }
  if (at) operands.push(at);
  return { operands: operands.reverse(), operator };
}

/** What stands between the operands. */
export function operatorOf(node: SyntaxNode, reading: Reading): string {
  const operands = partsInside(node);
  const [left, right] = operands;
  return left && right ? reading.text({ start: left.end, end: right.start }).trim() : "";
}
