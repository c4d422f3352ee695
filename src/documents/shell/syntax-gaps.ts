/**
 * Places where the grammar lost its way. Real scripts hold constructs that bash reads and the grammar doesn't, and whoever
 * wants to hide something may write one on purpose, so reading resumes at the line after it.
 */
import { descendants, type SyntaxNode } from "../syntax/syntax-tree.ts";

/** Offset of the line to resume at; undefined when the grammar got through, or lost no more than a part of a line. */
export function resumptionPoint(tree: SyntaxNode, text: string): number | undefined {
  for (const node of descendants(tree)) {
    if (node.type === "ERROR" && text.slice(node.start, node.end).trimEnd().includes("\n"))
      return lineAfter(text, firstTrouble(node).start);
  }
  return undefined;
}

/** The first place where more than a part of a line could not be read. */
export function lostLines(tree: SyntaxNode, text: string): SyntaxNode | undefined {
  for (const node of descendants(tree))
    if (node.type === "ERROR" && text.slice(node.start, node.end).trimEnd().includes("\n"))
      return firstTrouble(node);
  return undefined;
}

/** How many characters the grammar could not read. */
export function brokenLength(tree: SyntaxNode): number {
  let length = 0;
  let end = 0;
  for (const node of descendants(tree)) {
    if (node.type !== "ERROR" || node.end <= end) continue;
    length += node.end - Math.max(end, node.start);
    end = node.end;
  }
  return length;
}

/** The grammar wraps what it could still read into the error; the trouble itself is the first error without another inside. */
function firstTrouble(error: SyntaxNode): SyntaxNode {
  let trouble = error;
  for (const node of descendants(error)) {
    if (node.type !== "ERROR") continue;
    if (node.start >= trouble.end) break;
    trouble = node;
  }
  return trouble;
}

function lineAfter(text: string, offset: number): number | undefined {
  const end = text.indexOf("\n", offset);
  return end < 0 || end + 1 >= text.length ? undefined : end + 1;
}
