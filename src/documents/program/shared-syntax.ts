/** Syntax that several of the languages share: classes, loops, conditionals, calls -> the vocabulary of programs. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { readMixed } from "./grammar.ts";
import {
  type Call,
  type CallExpression,
  type Expression,
  literalOf,
  type Parameter,
  pathOf,
} from "./program.ts";
import type { CallParts, Reading } from "./program-reading.ts";
import { readChecks } from "./read-checks.ts";
import { partsInside } from "./syntax-shapes.ts";

/** `of[index]`. */
export function readIndexed(node: SyntaxNode, reading: Reading): Expression {
  const [of, ...indexes] = namedChildren(node);
  if (!of) return readMixed(node, reading);
  const base = reading.read(of);
  const read = reading.readAll(indexes);
  const isSlice =
    read.length === 2 && read.every((one) => one.kind === "constant" && /^-?\d+$/.test(one.text));
  const isList = !isSlice && read.length > 1; // `command["-c", text]`
  const [index] = isSlice || isList ? [reading.group(isList ? "list" : "mixed", node, read)] : read; // `text[0, 60]`
  return reading.member(node, base, index ? { index } : {});
}

/** `class Name … end`. */
export function readClass(node: SyntaxNode, reading: Reading): Expression {
  const [name, ...body] = namedChildren(node);
  return reading.readClass(node, name, body);
}

/** A function without a name, or with that of the variable that holds it; its last value comes back. */
export function readLambda(
  node: SyntaxNode,
  name: string,
  parametersOf: (list: SyntaxNode | undefined, reading: Reading) => Parameter[],
  reading: Reading,
): Expression {
  const list = node.children.find(({ type }) => /^(?:lambda|block)_parameters$/.test(type));
  const body = namedChildren(node).filter((child) => child !== list);
  return reading.define(node, name, parametersOf(list, reading), () => reading.readAll(body).slice(-1));
}

/** The condition runs always, the rest perhaps. Gives what the branches come to. */
export function readBranches(
  node: SyntaxNode,
  condition: SyntaxNode | undefined,
  body: readonly SyntaxNode[],
  reading: Reading,
): Expression[] {
  if (condition) reading.read(condition);
  const values = body.flatMap((part) => reading.readBlock([part], part).slice(-1));
  readChecks(node, condition, body, reading);
  return values;
}

/** A conditional that is a statement, and has no value itself. */
export function readConditionalStatement(node: SyntaxNode, reading: Reading): Expression {
  const [condition, ...body] = partsInside(node);
  readBranches(node, condition, body, reading);
  return reading.group("mixed", node, []);
}

/** The sides of `a && b`, `a or b`: the first runs always, the others perhaps. */
export function readAlternatives(sides: readonly SyntaxNode[], reading: Reading): Expression[] {
  return sides.flatMap((side, index) =>
    index === 0 ? reading.readAll([side]) : reading.readBlock([side], side),
  );
}

/** What a loop goes through. */
export interface Loop {
  readonly variable: SyntaxNode;
  readonly list: SyntaxNode;
  readonly items: Expression;
}

/** `for variable in list`; `assign` gives the variable its items. */
export function readLoop(node: SyntaxNode, reading: Reading, assign: (loop: Loop) => void): Expression {
  const [variable, list, ...body] = partsInside(node);
  const items = list && reading.read(list);
  if (variable && items) assign({ variable, list, items });
  return reading.group("mixed", node, reading.readBlock(body, node));
}

/** `name(…)`, `object.name(…)`. Methods that `adds` names put what they are given into their object. */
export function readCallOf(
  node: SyntaxNode,
  target: Expression,
  { values = [], ...parts }: Omit<CallParts, "receiver" | "method" | "path">,
  adds: RegExp,
  reading: Reading,
): CallExpression {
  const [filled, ...put] = values;
  const path = pathOf(target) ?? "";
  if (FILLS.test(path) && (filled?.kind === "name" || filled?.kind === "member")) {
    const { options = [] } = parts;
    const added = options.length > 0 ? [...put, reading.map(node, options)] : put;
    reading.assign(node, filled, reading.group("either", node, added), true);
  }
  if (target.kind === "name") {
    const method = target.name.replace(/^.*\./, "");
    return reading.call(node, { ...parts, values, method, path: target.name });
  }
  const looked = target.kind === "call" ? lookedUp(target.call) : undefined;
  if (looked) return reading.call(node, { ...parts, values, ...looked });
  if (target.kind !== "member" || target.name === undefined)
    return reading.call(node, { ...parts, values, receiver: target, method: "()" });
  const { of: receiver, name: method } = target;
  if (adds.test(method)) {
    const { options = [] } = parts; // `events.push({ name })`
    const added = options.length > 0 ? [...values, reading.map(node, options)] : values;
    reading.assign(node, receiver, reading.group("either", node, added), true);
  }
  return reading.call(node, { ...parts, values, receiver, method, ...(path === "" ? {} : { path }) });
}

/** `Reflect.set(result, "tag", tag)` puts what it is given into its first argument. */
const FILLS = /^(?:Reflect\.set|Object\.definePropert(?:y|ies)|operator\.setitem)$/;

/** `getattr(os, "system")(text)` calls what it looks up. */
function lookedUp({
  path,
  arguments: [receiver, name],
}: Call): Pick<CallParts, "receiver" | "method"> | undefined {
  const method = path === "getattr" ? literalOf(name) : undefined;
  return method === undefined ? undefined : { receiver, method };
}
