/** Methods, lambdas and their parameters in Ruby. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Expression, Parameter } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readLambda } from "./shared-syntax.ts";

/** `def name(parameters) … end`, `def self.name`. */
export function readMethod(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node).filter(({ type }) => type !== "self");
  const list = children.find(({ type }) => type === "method_parameters");
  const name = children[0];
  const body = children.filter((child) => child !== name && child !== list);
  const method = name ? reading.text(name) : "";
  // `Deployer.new(branch)` calls initialize.
  const called = method === "initialize" ? `${reading.className}.new` : method;
  return reading.define(node, called, parametersOf(list, reading), () => reading.readAll(body).slice(-1));
}

function parametersOf(list: SyntaxNode | undefined, reading: Reading): Parameter[] {
  return (list ? namedChildren(list) : []).flatMap((node): Parameter[] => {
    const [name, fallback] = node.type === "identifier" ? [node] : namedChildren(node);
    if (!name || node.type === "block_parameter") return [];
    const value = fallback ? reading.read(fallback) : undefined;
    return [
      { name: reading.text(name), rest: node.type === "splat_parameter", fallback: value, type: undefined },
    ];
  });
}

/** A lambda, with the name of the variable that holds it. */
export function readRubyLambda(body: SyntaxNode, name: string, reading: Reading): Expression {
  return readLambda(body, name, parametersOf, reading);
}

/** `->(text) { … }`, and the block of `lambda`, `proc` and `Proc.new`. */
export function bodyOfLambda(value: SyntaxNode, reading: Reading): SyntaxNode | undefined {
  if (value.type === "lambda") return value;
  const block = value.type === "call" ? value.children.at(-1) : undefined;
  if (!block || !/^(?:do_)?block$/.test(block.type)) return undefined;
  const made = reading.text({ start: value.start, end: block.start }).trim();
  return /^(?:(?:Kernel\.)?(?:lambda|proc)|Proc\.new)$/.test(made) ? block : undefined;
}
