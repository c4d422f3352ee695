/** Which names of a JavaScript program stand for what modules export. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { readMixed } from "./grammar.ts";
import { type Call, type Expression, literalOf, pathOf } from "./program.ts";
import type { Reading } from "./program-reading.ts";

/** `import a, { b as c } from "module"`, `import * as d from "module"`. */
export function readImport(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node);
  const required = children.find(({ type }) => type === "import_require_clause");
  if (required) return readImportOfRequire(required, reading);
  const from = children.findLast(({ type }) => type === "string");
  const clause = children.find(({ type }) => type === "import_clause");
  const module = from ? moduleOf(reading.text(from).slice(1, -1)) : "";
  for (const part of clause ? namedChildren(clause) : []) {
    if (part.type === "identifier") reading.imports.set(reading.text(part), module);
    else if (part.type === "namespace_import") {
      const [name] = namedChildren(part);
      if (name) reading.imports.set(reading.text(name), module);
    } else for (const specifier of namedChildren(part)) importName(specifier, module, reading);
  }
  return reading.nothing(node);
}

/** `import name = require(…)` of TypeScript. */
function readImportOfRequire(clause: SyntaxNode, reading: Reading): Expression {
  const [name, from] = namedChildren(clause);
  if (name && from?.type === "string")
    reading.imports.set(reading.text(name), moduleOf(reading.text(from).slice(1, -1)));
  return reading.nothing(clause);
}

function importName(specifier: SyntaxNode, module: string, reading: Reading): void {
  const [name, alias = name] = namedChildren(specifier);
  if (name && alias) reading.imports.set(reading.text(alias), exportedAs(reading.text(name), module));
}

/** zx hands on modules of Node: `import { fs } from "zx"`. */
function exportedAs(name: string, module: string): string {
  return module === "zx" && /^(?:fs|os|path)$/.test(name) ? name : `${module}.${name}`;
}

/** `export { a } from "./a.js"` reads the module in, under no name; what else is exported is read as it stands. */
export function readExport(node: SyntaxNode, reading: Reading): Expression {
  const from = namedChildren(node).findLast(({ type }) => type === "string");
  if (!from) return readMixed(node, reading);
  reading.imports.set(reading.text(node), moduleOf(reading.text(from).slice(1, -1)));
  return reading.nothing(node);
}

/**
 * `const cp = require(…)`, `const { exec: run } = require(…)`, `const run = promisify(exec)`. True when the
 * declaration was one of them.
 */
export function readRequire(target: SyntaxNode, value: Expression, reading: Reading): boolean {
  const path = makesRequire(value) ? "require" : importedPath(value);
  return path !== undefined && importAs(target, path, reading);
}

function importAs(target: SyntaxNode, path: string, reading: Reading): boolean {
  if (target.type === "identifier") {
    reading.imports.set(reading.text(target), path);
    return true;
  }
  if (target.type !== "object_pattern") return false;
  for (const part of namedChildren(target)) {
    const [name, alias = name] = part.type === "pair_pattern" ? namedChildren(part) : [part];
    if (name && alias) reading.imports.set(reading.text(alias), `${path}.${reading.text(name)}`);
  }
  return true;
}

/** The module, or the function of one, that an expression stands for. */
export function importedPath(value: Expression): string | undefined {
  if (value.kind === "member" && value.of.kind === "call") {
    const base = importedPath(value.of);
    return base === undefined || value.name === undefined ? undefined : `${base}.${value.name}`;
  }
  if (value.kind !== "call") return undefined;
  const { method, path, arguments: values } = value.call;
  if (method === "promisify" || method === "util.promisify") return pathOf(values[0]);
  const isImport = IMPORTS.test(path) || makesRequire(value.call.receiver);
  const module = isImport ? literalOf(values[0]) : undefined;
  return module === undefined ? undefined : moduleOf(module);
}

const IMPORTS =
  /^(?:import|process\.getBuiltinModule|(?:(?:global(?:This)?\.)?(?:module|process\.mainModule|require\.main)\.)?require)$/;

/** `createRequire(import.meta.url)` gives modules of ES a `require` of their own. */
function makesRequire(value: Expression | undefined): boolean {
  return value?.kind === "call" && /(?:^|\.)createRequire$/.test(value.call.path);
}

/** `import(…).then(({ execa }) => …)`: the function is given the module, which its receiver stands for by now. */
export function readImportHandedOn(
  target: SyntaxNode,
  { method, receiver }: Call,
  reading: Reading,
): boolean {
  if (method !== "then" || receiver?.kind !== "name") return false;
  const { source, span, name } = receiver;
  return source.text.startsWith("import(", span.start) && importAs(target, name, reading);
}

/** Without the scheme; the two ways to import the promise versions are one. */
function moduleOf(name: string): string {
  return name
    .replace(/^node:/, "")
    .replace(/^fs\/promises$/, "fs")
    .replace(/^fs-extra$/, "fs");
}
