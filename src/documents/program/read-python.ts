/** Python's grammar -> the vocabulary of programs. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { type Entry, type Expression, type Parameter, pathOf } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readChecks } from "./read-checks.ts";
import { readText } from "./read-text.ts";
import { leftSpine } from "./syntax-shapes.ts";

/** Reads any node. */
export function readPython(node: SyntaxNode, reading: Reading): Expression {
  switch (node.type) {
    case "identifier":
      return reading.name(node);
    case "string":
      return readText(node, reading);
    case "concatenated_string":
      return reading.group("joined", node, reading.readAll(node.children));
    case "attribute":
      return readAttribute(node, reading);
    case "subscript":
      return readSubscript(node, reading);
    case "call":
      return readCall(node, reading);
    case "print_statement":
      return reading.call(node, { method: "print", values: reading.readAll(node.children) });
    case "list":
    case "tuple":
    case "set":
    case "expression_list":
    case "pattern_list":
      return reading.group("list", node, reading.readAll(node.children));
    case "list_comprehension":
    case "set_comprehension":
    case "dictionary_comprehension":
    case "generator_expression":
      return readComprehension(node, reading);
    case "list_splat":
    case "dictionary_splat":
      return reading.group("spread", node, reading.readAll(node.children));
    case "dictionary":
      return { ...reading.place(node), kind: "map", entries: entriesOf(node, reading) };
    case "import_statement":
    case "import_from_statement":
      return readImport(node, reading);
    case "assignment":
    case "augmented_assignment":
    case "named_expression":
      return readAssignment(node, reading);
    case "binary_operator":
      return readBinary(node, reading);
    case "boolean_operator":
      return reading.group("either", node, reading.readAll(node.children));
    case "conditional_expression":
      return readChoice(node, reading);
    case "decorated_definition":
      return readDecorated(node, reading);
    case "function_definition":
      return readFunction(node, reading);
    case "class_definition": {
      const [name, ...body] = namedChildren(node);
      reading.readClass(name ? reading.text(name) : "", body);
      return reading.constant({ start: node.start, end: node.start });
    }
    case "for_statement":
    case "for_in_clause":
      return readFor(node, reading);
    case "as_pattern":
      return readAs(node, reading);
    case "return_statement":
      return readReturn(node, reading);
    case "if_statement":
    case "elif_clause":
    case "while_statement":
    case "match_statement":
      return readConditional(node, reading);
    case "assert_statement":
      return readAssert(node, reading);
    case "parenthesized_expression":
    case "await":
    case "expression_statement": {
      const [only, ...others] = namedChildren(node).filter(({ type }) => type !== "comment");
      return only && others.length === 0 ? reading.read(only) : many(node, reading);
    }
    case "type":
    case "comment":
    case "global_statement":
    case "nonlocal_statement":
      return reading.constant({ start: node.start, end: node.start });
    case "integer":
    case "float":
    case "true":
    case "false":
    case "none":
      return reading.constant(node);
    default:
      return many(node, reading);
  }
}

function many(node: SyntaxNode, reading: Reading): Expression {
  return reading.group("mixed", node, reading.readAll(node.children));
}

/** `self.host` is a variable of its own. */
function readAttribute(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node);
  if (!of || !name) return many(node, reading);
  if (/^(?:self|cls)$/.test(reading.text(of))) return reading.name(node);
  return reading.member(node, reading.read(of), { name: reading.text(name) });
}

function readSubscript(node: SyntaxNode, reading: Reading): Expression {
  const [of, ...indexes] = namedChildren(node);
  if (!of) return many(node, reading);
  const base = reading.read(of);
  const [index] = reading.readAll(indexes);
  return reading.member(node, base, index ? { index } : {});
}

function readCall(node: SyntaxNode, reading: Reading): Expression {
  const [callee, list] = namedChildren(node).filter(({ type }) => type !== "comment");
  if (!callee) return many(node, reading);
  const target = reading.read(callee);
  const nodes = !list ? [] : list.type === "argument_list" ? namedChildren(list) : [list];
  const keywords = nodes.filter(({ type }) => /^(?:keyword_argument|dictionary_splat)$/.test(type));
  const values = reading.readAll(nodes.filter((child) => !keywords.includes(child)));
  const preset = reading.presets.get(reading.text(callee)) ?? [];
  const options = [...preset, ...keywords.map((child) => keyword(child, reading))];
  const parts = { values, options };
  if (target.kind === "member") {
    const receiver = target.of;
    const method = target.name ?? "";
    if (/^(?:append|extend|insert|update|add|setdefault|write)$/.test(method))
      reading.assign(node, receiver, reading.group("either", node, values), true);
    return reading.call(node, {
      ...parts,
      receiver,
      method,
      ...(target.path === "" ? {} : { path: target.path }),
    });
  }
  if (target.kind === "name")
    return reading.call(node, { ...parts, method: target.name.replace(/^.*\./, ""), path: target.name });
  return reading.call(node, { ...parts, receiver: target, method: "()" });
}

function keyword(node: SyntaxNode, reading: Reading): Entry {
  const [name, value] = namedChildren(node);
  if (node.type !== "keyword_argument" || !name || !value)
    return { key: undefined, value: many(node, reading) };
  return { key: reading.text(name), value: reading.read(value) };
}

function entriesOf(node: SyntaxNode, reading: Reading): Entry[] {
  return namedChildren(node).map((pair): Entry => {
    const [key, value] = namedChildren(pair);
    if (pair.type !== "pair" || !key || !value) return { key: undefined, value: reading.read(pair) };
    const read = reading.read(key);
    const name = read.kind === "text" ? reading.text(key).replace(/^\w*["']+|["']+$/g, "") : undefined;
    return { key: name, value: reading.read(value) };
  });
}

/** `import a.b as c`, `from a import b as c`. */
function readImport(node: SyntaxNode, reading: Reading): Expression {
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
  return reading.constant({ start: node.start, end: node.start });
}

function readAssignment(node: SyntaxNode, reading: Reading): Expression {
  const parts = namedChildren(node).filter(({ type }) => type !== "type" && type !== "comment");
  const [target] = parts;
  const value = parts.length > 1 ? parts.at(-1) : undefined;
  if (!target || !value) return many(node, reading);
  if (value.type === "lambda" && target.type === "identifier")
    return readLambda(value, reading.text(target), reading);
  const read = reading.read(value);
  if (target.type === "identifier" && isPartial(read, reading.text(target), reading)) return read;
  const adds = node.type === "augmented_assignment";
  for (const one of targetsIn(target)) reading.assign(node, reading.read(one), read, adds);
  return read;
}

/** `sh = functools.partial(subprocess.run, shell=True)`: another name for the function. */
function isPartial(value: Expression, name: string, reading: Reading): boolean {
  if (value.kind !== "call" || !/^(?:functools\.)?partial$/.test(value.call.path)) return false;
  const path = pathOf(value.call.arguments[0]);
  if (path === undefined) return false;
  reading.imports.set(name, path);
  reading.presets.set(name, value.call.options);
  return true;
}

function targetsIn(target: SyntaxNode): SyntaxNode[] {
  const nested =
    /^(?:pattern_list|tuple_pattern|list_pattern|tuple|list_splat_pattern|as_pattern_target|parenthesized_expression)$/;
  const found: SyntaxNode[] = [];
  const pending = [target];
  for (let node = pending.pop(); node; node = pending.pop())
    if (nested.test(node.type) && namedChildren(node).length > 0) pending.push(...namedChildren(node));
    else found.push(node);
  return found.reverse();
}

function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const { operands, operator } = leftSpine(node, "binary_operator", reading);
  const parts = reading.readAll(operands);
  const [first, ...others] = parts;
  if (operator === "+") return reading.group("joined", node, parts);
  if (operator === "%" && first) return reading.call(node, { receiver: first, method: "%", values: others });
  // `folder / name` of pathlib; dividing numbers reads the same and does no harm.
  if (operator === "/" && first)
    return reading.call(node, { receiver: first, method: "joinpath", values: others });
  return reading.group("mixed", node, parts);
}

/** `a if condition else b`. */
function readChoice(node: SyntaxNode, reading: Reading): Expression {
  const [first, condition, last] = reading.readAll(node.children);
  return reading.group("either", node, first && condition && last ? [first, last] : []);
}

/** Functions that a library calls with what stands on the command line. */
const COMMAND = /^@(?:[\w.]+\.)?(?:command|task|callback)\b/;

function readDecorated(node: SyntaxNode, reading: Reading): Expression {
  const parts = namedChildren(node);
  const decorators = parts.filter(({ type }) => type === "decorator");
  reading.readAll(decorators);
  reading.isCommandNext = decorators.some((decorator) => COMMAND.test(reading.text(decorator)));
  reading.readAll(parts.filter((part) => !decorators.includes(part)));
  return reading.constant({ start: node.start, end: node.start });
}

function readFunction(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node);
  const [name] = children;
  const list = children.find(({ type }) => type === "parameters");
  const body = children.filter(({ type }) => type === "block");
  const method = name ? reading.text(name) : "";
  // A class is called by its own name.
  const called = method === "__init__" ? reading.className : method;
  reading.define(node, called, parametersOf(list, reading), () => {
    reading.readAll(body);
    return [];
  });
  return reading.constant({ start: node.start, end: node.start });
}

function readLambda(node: SyntaxNode, name: string, reading: Reading): Expression {
  const list = node.children.find(({ type }) => type === "lambda_parameters");
  const body = namedChildren(node).filter((child) => child !== list);
  reading.define(node, name, parametersOf(list, reading), () => reading.readAll(body));
  return reading.constant({ start: node.start, end: node.start });
}

function parametersOf(list: SyntaxNode | undefined, reading: Reading): Parameter[] {
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

function readFor(node: SyntaxNode, reading: Reading): Expression {
  const [variable, list, ...body] = namedChildren(node).filter(({ type }) => type !== "comment");
  const read = list ? reading.read(list) : undefined;
  const items = list && read && isEnvironment(read) ? reading.group("mixed", list, [read]) : read;
  if (variable && items)
    for (const one of targetsIn(variable)) reading.assign(variable, reading.read(one), items);
  return reading.group("mixed", node, reading.readBlock(body, node));
}

/** Going through a dictionary gives its keys: the names of variables. */
function isEnvironment(value: Expression): boolean {
  return /^(?:os\.)?environ$/.test(pathOf(value) ?? "");
}

/** `f"{name}={value}" for name, value in pairs`: each item is the first part; the others say what its names stand for. */
function readComprehension(node: SyntaxNode, reading: Reading): Expression {
  const [item, ...clauses] = namedChildren(node).filter(({ type }) => type !== "comment");
  reading.readAll(clauses);
  const read = item ? reading.readAll(item.type === "pair" ? item.children : [item]) : [];
  return reading.group("list", node, item ? [reading.group("spread", item, read)] : []);
}

/** `open(path) as file`. */
function readAs(node: SyntaxNode, reading: Reading): Expression {
  const [value, target] = namedChildren(node);
  if (!value) return many(node, reading);
  const read = reading.read(value);
  if (target) for (const one of targetsIn(target)) reading.assign(target, reading.read(one), read);
  return read;
}

function readReturn(node: SyntaxNode, reading: Reading): Expression {
  const values = reading.readAll(node.children);
  reading.returned.push(...values);
  return reading.group("mixed", node, values);
}

function readConditional(node: SyntaxNode, reading: Reading): Expression {
  const [condition, ...body] = namedChildren(node).filter(({ type }) => type !== "comment");
  if (condition) reading.read(condition);
  for (const part of body) reading.readBlock([part], part);
  readChecks(node, condition, body, reading);
  return reading.group("mixed", node, []);
}

/** `assert x in ALLOWED` leaves the script when it doesn't hold. */
function readAssert(node: SyntaxNode, reading: Reading): Expression {
  const [condition] = namedChildren(node);
  const after = { ...node, type: "assertion", start: node.end, end: reading.derived.text.length };
  if (condition) readChecks(node, condition, [after], reading);
  return many(node, reading);
}
