/**
 * Places where the grammar lost its way. Real scripts hold constructs that bash reads and the grammar doesn't, and whoever
 * wants to hide something may write one on purpose, so reading resumes at the line after it.
 */
import { onceFor } from "../../source/once-for.ts";
import type { SyntaxNode } from "../syntax/syntax-tree.ts";

/** Offset of the line to resume at; undefined when the grammar got through, or lost no more than a part of a line. */
export function resumptionPoint(tree: SyntaxNode, text: string): number | undefined {
  const errors = errorsBelow(tree);
  const lost = errors.find((node) => text.slice(node.start, node.end).trimEnd().includes("\n"));
  return lost && lineAfter(text, firstTrouble(lost).start);
}

/** The first place where more than a part of a line could not be read. */
export function lostLines(tree: SyntaxNode, text: string): SyntaxNode | undefined {
  const lost = errorsBelow(tree).find((node) => text.slice(node.start, node.end).trimEnd().includes("\n"));
  return lost && firstTrouble(lost);
}

/** How many characters the grammar could not read. */
export function brokenLength(tree: SyntaxNode): number {
  let length = 0;
  let end = 0;
  for (const node of errorsBelow(tree)) {
    if (node.end <= end) continue;
    length += node.end - Math.max(end, node.start);
    end = node.end;
  }
  return length;
}

/** The grammar wraps what it could still read into the error; the trouble itself is the first error without another inside. */
function firstTrouble(error: SyntaxNode): SyntaxNode {
  let trouble = error;
  for (const node of errorsBelow(error)) {
    if (node.start >= trouble.end) break;
    trouble = node;
  }
  return trouble;
}

/** All errors below a node, in the order of the text; with a stack of its own, since depth is the author's choice. */
const errorsBelow: (root: SyntaxNode) => readonly SyntaxNode[] = onceFor((root) => {
  const found: SyntaxNode[] = [];
  const waiting = root.children.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === "ERROR") found.push(node);
    const { children } = node;
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child && (child.children.length > 0 || child.type === "ERROR")) waiting.push(child);
    }
  }
  return found;
});

function lineAfter(text: string, offset: number): number | undefined {
  const end = text.indexOf("\n", offset);
  return end < 0 || end + 1 >= text.length ? undefined : end + 1;
}
