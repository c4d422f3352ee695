/** Statements that leave a script, a function or a loop. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Reading } from "./program-reading.ts";

/** A statement that does. */
export const LEAVING =
  /^(?:abort|exit!?|halt|raise|fail|return|next|continue|break|throw|sys\.exit|os\._exit|process\.exit|Deno\.exit|die)\b(?!.*\s(?:if|unless)\s)/;

/** Nobody nests what always leaves more deeply. */
const MAX_DEPTH = 6;

/** True for a block that leaves or tries again, whatever is the case: by a statement of its own, or in all branches of one. */
export function leavesAlways(node: SyntaxNode, reading: Reading, depth = 0): boolean {
  if (depth > MAX_DEPTH || /_modifier$/.test(node.type)) return false;
  const children = namedChildren(node);
  if (BRANCHES.test(node.type)) {
    const [, ...branches] = children;
    const hasRest =
      TERNARY.test(node.type) || /^(?:else|elsif|else_clause)$/.test(branches.at(-1)?.type ?? "");
    return hasRest && branches.every((branch) => leavesAlways(branch, reading, depth + 1));
  }
  if (BLOCKS.test(node.type)) return children.some((child) => leavesAlways(child, reading, depth + 1));
  return /^retry\b/.test(reading.text(node)) || LEAVING.test(reading.text(node));
}

const BRANCHES = /^(?:if|unless|elsif|if_statement|conditional|ternary_expression)$/;
const TERNARY = /^(?:conditional|ternary_expression)$/;
const BLOCKS =
  /^(?:rescue|then|else|else_clause|elif_clause|block|statement_block|begin|parenthesized_statements)$/;
