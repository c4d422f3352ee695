/** What Ruby's variables and properties are set to. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { readMixed } from "./grammar.ts";
import type { Expression } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { bodyOfLambda, readRubyLambda } from "./read-ruby-functions.ts";

/** `name = value`, `a, b = x, y`, `object.name += value`. */
export function readAssignment(node: SyntaxNode, reading: Reading): Expression {
  const [target, ...rest] = namedChildren(node);
  // `@options ||= {}` makes it once
  const isMemo = target?.type === "instance_variable" && node.children.some(({ type }) => type === "||=");
  const adds = node.type === "operator_assignment" && !isMemo;
  const value = rest.at(-1);
  if (!target || !value) return readMixed(node, reading);
  const body = /^(?:identifier|constant)$/.test(target.type) ? bodyOfLambda(value, reading) : undefined;
  if (body) return readRubyLambda(body, reading.text(target), reading);
  const read = reading.read(value);
  const targets = target.type === "left_assignment_list" ? namedChildren(target) : [target];
  for (const [index, one] of targets.entries())
    reading.assign(
      node,
      assigned(one, reading),
      targets.length > 1 ? itemOf(read, index, value, reading) : read,
      adds,
    );
  // what was put into it meanwhile comes back as well
  return isMemo ? reading.group("either", node, [reading.name(target), read]) : read;
}

/** What the variable at a place gets: `a, b = x, y`, `ref, sha = head.values_at("ref", "sha")`; of anything else the whole. */
function itemOf(value: Expression, index: number, node: SyntaxNode, reading: Reading): Expression {
  if (value.kind === "list" && value.parts.every(({ kind }) => kind !== "spread"))
    return value.parts[index] ?? value;
  const { method, receiver, arguments: keys } = value.kind === "call" ? value.call : NO_CALL;
  const key = method === "values_at" ? keys[index] : undefined;
  return receiver && key ? reading.member(node, receiver, { index: key }) : value;
}

const NO_CALL = { method: "", receiver: undefined, arguments: [] };

/** `http.verify_mode = x` sets a property; it calls nothing that could be of interest. */
function assigned(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node);
  if (node.type === "call" && of && name)
    return reading.member(node, reading.read(of), { name: reading.text(name) });
  return reading.read(node);
}
