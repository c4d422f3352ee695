/** Which names of a Python program stand for what modules export. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { type Expression, pathOf } from "./program.ts";
import type { Reading } from "./program-reading.ts";

/** `import a.b as c`, `from a import b as c`. */
export function readImport(node: SyntaxNode, reading: Reading): Expression {
  const names = namedChildren(node);
  const isFrom = node.type === "import_from_statement";
  const module = isFrom && names[0] ? `${reading.text(names[0])}.` : "";
  for (const node of names.slice(isFrom ? 1 : 0)) {
    const [imported, alias] = node.type === "aliased_import" ? namedChildren(node) : [node, undefined];
    if (!imported) continue;
    const path = `${module}${reading.text(imported)}`;
    // Without another name, `import a.b` brings in a.
    const name = alias ? reading.text(alias) : isFrom ? reading.text(imported) : path.replace(/\..*$/, "");
    reading.imports.set(name, alias || isFrom ? path : name);
    if (path.includes(".")) reading.imports.set(path, path); // the module itself, which no name stands for
  }
  return reading.nothing(node);
}

/** `sh = functools.partial(subprocess.run, shell=True)`: another name for the function. True when it was one of them. */
export function readPartial(value: Expression, name: string, reading: Reading): boolean {
  if (value.kind !== "call" || !/^(?:functools\.)?partial$/.test(value.call.path)) return false;
  const path = pathOf(value.call.arguments[0]);
  if (path === undefined) return false;
  reading.imports.set(name, path);
  reading.presets.set(name, value.call.options);
  return true;
}

/** `sh = Shell()`, where the class says what calling its objects does. True when it was one of them. */
export function readCallable(value: Expression, name: string, reading: Reading): boolean {
  if (value.kind !== "call" || !reading.callables.has(value.call.path)) return false;
  reading.imports.set(name, `${value.call.path}.__call__`);
  return true;
}
