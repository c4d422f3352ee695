/** Functions and methods of Python, with what their decorators say. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Expression, Parameter } from "./program.ts";
import type { Reading } from "./program-reading.ts";

/** Functions that a library calls with what stands on the command line. */
const COMMAND = /^@(?:[\w.]+\.)?(?:command|task|callback)\b/;

/** What makes a method read like a field. */
const PROPERTY = /^@(?:functools\.)?(?:cached_)?property\b/;

function nameOfFunction(node: SyntaxNode): SyntaxNode[] {
  return node.type === "function_definition" ? namedChildren(node).slice(0, 1) : [];
}

/** `@click.command()`, `@property`. */
export function readDecorated(node: SyntaxNode, reading: Reading): Expression {
  const parts = namedChildren(node);
  const decorators = parts.filter(({ type }) => type === "decorator");
  reading.readAll(decorators);
  reading.isCommandNext = decorators.some((decorator) => COMMAND.test(reading.text(decorator)));
  if (decorators.some((decorator) => PROPERTY.test(reading.text(decorator))))
    for (const name of parts.flatMap(nameOfFunction)) reading.properties.add(reading.text(name));
  reading.readAll(parts.filter((part) => !decorators.includes(part)));
  return reading.nothing(node);
}

/** `def name(…): …` */
export function readFunction(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node);
  const [name] = children;
  const list = children.find(({ type }) => type === "parameters");
  const body = children.filter(({ type }) => type === "block");
  const method = name ? reading.text(name) : "";
  // A class is called by its own name.
  const called = method === "__init__" ? reading.className : method;
  if (method === "__call__") reading.callables.add(reading.className);
  return reading.define(node, called, parametersOf(list, reading), () => {
    reading.readAll(body);
    return [];
  });
}

/** Of a function or a lambda, without the object itself. */
export function parametersOf(list: SyntaxNode | undefined, reading: Reading): Parameter[] {
  return (list ? namedChildren(list) : []).flatMap((node): Parameter[] => {
    const parts =
      node.type === "identifier" ? [node] : namedChildren(node).filter(({ type }) => type !== "type");
    const [name, fallback] = parts;
    if (!name || /^(?:self|cls)$/.test(reading.text(name))) return [];
    const value = fallback ? reading.read(fallback) : undefined;
    const rest = /splat/.test(node.type) || /splat/.test(name.type);
    const annotation = node.children.find(({ type }) => type === "type");
    const type = annotation && reading.text(annotation);
    return [{ name: reading.text(name).replace(/^\*+/, ""), rest, fallback: value, type }];
  });
}
