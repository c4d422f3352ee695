/** Methods, lambdas and their parameters in Ruby. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Expression, Parameter } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readIndexed, readLambda } from "./shared-syntax.ts";

/** `def name(parameters) … end`, `def self.name`. */
export function readMethod(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node).filter(({ type }) => type !== "self");
  const list = children.find(({ type }) => type === "method_parameters");
  const name = children[0];
  const body = children.filter((child) => child !== name && child !== list);
  const method = name ? reading.text(name) : "";
  if (reading.className === "String" && name) return readTextMethod(node, { name, list, body }, reading);
  // `Deployer.new(branch)` calls initialize.
  const called = method === "initialize" ? `${reading.className}.new` : method;
  return reading.define(node, called, parametersOf(list, reading), () => reading.readAll(body).slice(-1));
}

interface MethodParts {
  readonly name: SyntaxNode;
  readonly list: SyntaxNode | undefined;
  readonly body: readonly SyntaxNode[];
}

/** In `refine String do` and `class String` a method is a function of a text: `def run = system(self)`, then `"git fetch".run`. */
function readTextMethod(node: SyntaxNode, { name, list, body }: MethodParts, reading: Reading): Expression {
  const method = reading.text(name);
  const parameters = parametersOf(list, reading);
  const self: Parameter = { name: "self", rest: false, fallback: undefined, type: undefined };
  reading.textMethods.set(method, parameters.length);
  return reading.define(node, method, [self, ...parameters], () => {
    const [first, ...others] = body.flatMap((part) =>
      part.type === "body_statement" ? namedChildren(part) : [part],
    );
    const isBare = first?.type === "identifier" && others.length === 0; // `def quoted = shellescape`
    if (!isBare || parameters.some((one) => one.name === reading.text(first)))
      return reading.readAll(body).slice(-1);
    const receiver: Expression = {
      ...reading.place(first),
      kind: "name",
      name: "self",
      scope: reading.scope,
    };
    return [reading.call(first, { receiver, method: reading.text(first) })];
  });
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
  if (name !== "") reading.lambdas.add(name);
  return readLambda(body, name, parametersOf, reading);
}

/** `run["uptime"]` calls the lambda in `run`; of anything else it is a part. */
export function readReference(node: SyntaxNode, reading: Reading): Expression {
  const [of, ...indexes] = namedChildren(node);
  if (of?.type !== "identifier" || !reading.lambdas.has(reading.text(of))) return readIndexed(node, reading);
  return reading.call(node, { method: reading.text(of), values: reading.readAll(indexes) });
}

/** `->(text) { … }`, and the block of `lambda`, `proc` and `Proc.new`. */
export function bodyOfLambda(value: SyntaxNode, reading: Reading): SyntaxNode | undefined {
  if (value.type === "lambda") return value;
  const block = value.type === "call" ? value.children.at(-1) : undefined;
  if (!block || !/^(?:do_)?block$/.test(block.type)) return undefined;
  const made = reading.text({ start: value.start, end: block.start }).trim();
  return /^(?:(?:Kernel\.)?(?:lambda|proc)|Proc\.new)$/.test(made) ? block : undefined;
}
