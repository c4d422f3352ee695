/** Functions of JavaScript and TypeScript, and the patterns that take their arguments apart. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { CallExpression, Expression, Parameter } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readImportHandedOn } from "./read-javascript-imports.ts";
import { variableKey } from "./variables.ts";

/** True for a function that is a value. */
export function isFunction({ type }: SyntaxNode): boolean {
  return /^(?:arrow_function|function_expression|generator_function)$/.test(type);
}

/** A function or method under its own name. */
export function readNamedFunction(node: SyntaxNode, reading: Reading): Expression {
  const name = node.children.find(({ type }) => /identifier$/.test(type));
  const method = name ? reading.text(name) : "";
  if (node.children.some(({ type }) => type === "get")) reading.properties.add(method);
  return readFunction(node, method === "constructor" ? `new ${reading.className}` : method, reading);
}

/** A function; a callback shares the variables around it, and what it is given comes from the call. */
export function readFunction(
  node: SyntaxNode,
  name: string,
  reading: Reading,
  givenBy?: CallExpression,
): Expression {
  const children = namedChildren(node);
  const list = children.find(({ type }) => type === "formal_parameters");
  const single = list ? undefined : children.find(({ type }) => type === "identifier");
  const body = children.at(-1);
  const parameters = single ? [single] : list ? namedChildren(list) : [];
  if (name === "") {
    const outside = reading.block;
    reading.block = reading.span(node);
    if (givenBy)
      for (const parameter of parameters)
        if (!readImportHandedOn(patternOf(parameter), givenBy.call, reading))
          for (const one of parameterTargets(parameter)) reading.assign(one, reading.name(one), givenBy);
    const before = reading.returned.length;
    const value = body && reading.read(body);
    reading.block = outside;
    if (value && body.type !== "statement_block") return value;
    return reading.group("either", node, reading.returned.slice(before));
  }
  return reading.define(
    node,
    name,
    parameters.flatMap((one) => parameterOf(one, reading)),
    () => {
      for (const one of parameters) readField(one, reading);
      for (const one of parameters.flatMap(parameterTargets))
        reading.declared.add(variableKey(reading.text(one), reading.scope));
      const read = body ? [reading.read(body)] : [];
      return body?.type === "statement_block" ? [] : read;
    },
  );
}

/** `constructor(private readonly ref: string)` sets a field of that name. */
function readField(parameter: SyntaxNode, reading: Reading): void {
  const isField = parameter.children.some(({ type }) => /^(?:accessibility_modifier|readonly)$/.test(type));
  const name = isField ? namedChildren(parameter).find(({ type }) => type === "identifier") : undefined;
  if (name) reading.assign(parameter, `this.${reading.text(name)}`, reading.name(name));
}

function parameterTargets(parameter: SyntaxNode): SyntaxNode[] {
  return targetsIn(patternOf(parameter));
}

/** Without what TypeScript says of it. */
function patternOf(parameter: SyntaxNode): SyntaxNode {
  const [inner] = namedChildren(parameter);
  return (/^(?:required|optional)_parameter$/.test(parameter.type) && inner) || parameter;
}

function parameterOf(node: SyntaxNode, reading: Reading): Parameter[] {
  const wrapper = /^(?:required_parameter|optional_parameter|assignment_pattern)$/.test(node.type);
  const parts = wrapper ? namedChildren(node).filter(({ type }) => type !== "type_annotation") : [node];
  const [target, fallback] = parts;
  if (!target) return [];
  const value = fallback ? reading.read(fallback) : undefined;
  const targets = targetsIn(target);
  const [first] = targets;
  if (!first) return [];
  // an object that is taken apart is given like keyword arguments
  if (target.type === "object_pattern")
    return targets.map((one) => {
      const own = fallbackFor(target, one);
      const fallback = own ? reading.read(own) : value;
      return { name: reading.text(one), rest: false, fallback, type: undefined };
    });
  const annotation = node.children.find(({ type }) => type === "type_annotation");
  const type = annotation && reading.text(annotation).replace(/^:\s*/, "");
  return [{ name: reading.text(first), rest: target.type === "rest_pattern", fallback: value, type }];
}

/** What one of the names gets when nothing is given: `{ a = 1, b: c = 2 }`. */
export function fallbackFor(pattern: SyntaxNode, one: SyntaxNode): SyntaxNode | undefined {
  const part = namedChildren(pattern).find(({ start, end }) => start <= one.start && one.end <= end);
  const inner = part?.type === "pair_pattern" ? namedChildren(part)[1] : part;
  if (!inner || !/^(?:object_)?assignment_pattern$/.test(inner.type)) return undefined;
  const [name, fallback] = namedChildren(inner);
  return name?.start === one.start ? fallback : undefined;
}

/** The names in `{ a, b: c, ...d }` and `[a, b]`. */
export function targetsIn(target: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const pending = [target];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const children = namedChildren(node);
    if (/^(?:object_pattern|array_pattern|rest_pattern)$/.test(node.type)) pending.push(...children);
    else if (node.type === "pair_pattern") pending.push(...children.slice(1));
    else if (/^(?:object_)?assignment_pattern$/.test(node.type)) pending.push(...children.slice(0, 1));
    else found.push(node);
  }
  return found.reverse();
}
