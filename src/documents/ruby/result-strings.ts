/** The plain strings that may come out of a Ruby expression: the branches of conditions, what stands in for an unset variable. */
import type { DerivedText } from "../../source/derived-text.ts";
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { callAt, walk } from "./ruby-calls.ts";

/** Finds them in file order; strings that are only looked at on the way, such as the name of a variable, are not among them. */
export function resultStrings(expression: SyntaxNode, program: DerivedText): SyntaxNode[] {
  const outcomes = (node: SyntaxNode) => outcomesOf(node, program);
  return [...walk(expression, outcomes)].filter(({ type }) => type === "string");
}

/** The parts of an expression of which one is its value. */
function outcomesOf(node: SyntaxNode, program: DerivedText): readonly SyntaxNode[] {
  const parts = namedChildren(node);
  switch (node.type) {
    case "conditional":
      return parts.slice(1);
    case "chained_string": // `"text" "and more"`: the first piece shows where it is
      return parts.slice(0, 1);
    case "binary":
      return node.children.some(({ type }) => /^(?:\|\||&&|or|and)$/.test(type)) ? parts : [];
    case "if":
    case "unless":
    case "elsif":
    case "case":
    case "when":
      return parts.filter(({ type }) => /^(?:then|else|elsif|when)$/.test(type));
    case "if_modifier":
    case "unless_modifier":
      return parts.slice(0, 1);
    case "parenthesized_statements":
    case "then":
    case "else":
    case "block":
    case "do_block":
    case "body_statement":
    case "block_body":
      return parts.slice(-1);
    case "call":
      return outcomesOfCall(node, program);
    default:
      return [];
  }
}

/** `"text".freeze`, `ENV.fetch("NAME", "text")`, `ENV.fetch("NAME") { "text" }`. */
function outcomesOfCall(node: SyntaxNode, program: DerivedText): readonly SyntaxNode[] {
  const call = callAt(node, program);
  if (!call) return [];
  const blocks = namedChildren(node).filter(({ type }) => /^(?:do_)?block$/.test(type));
  if (call.method === "fetch") return [...call.arguments.slice(1, 2), ...blocks];
  return call.receiver && call.arguments.length === 0 && blocks.length === 0 ? [call.receiver] : [];
}
