/** The grammars of JavaScript and TypeScript -> the vocabulary of programs. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { type Entry, type Expression, type Parameter, pathOf } from "./program.ts";
import { type Reading, withBlock } from "./program-reading.ts";
import { readChecks } from "./read-checks.ts";
import { importedPath, readImport, readRequire } from "./read-javascript-imports.ts";
import { readText } from "./read-text.ts";
import { leftSpine } from "./syntax-shapes.ts";

/** Reads any node. */
export function readJavascript(node: SyntaxNode, reading: Reading): Expression {
  switch (node.type) {
    case "identifier":
    case "shorthand_property_identifier":
    case "this":
    case "import":
      return reading.name(node);
    case "string":
    case "template_string":
      return readText(node, reading);
    case "member_expression":
    case "subscript_expression":
      return readMember(node, reading);
    case "call_expression":
      return readCall(node, reading);
    case "new_expression":
      return readNew(node, reading);
    case "array":
    case "sequence_expression":
      return reading.group("list", node, reading.readAll(node.children));
    case "spread_element":
      return reading.group("spread", node, reading.readAll(node.children));
    case "object":
      return { ...reading.place(node), kind: "map", entries: entriesOf(node, reading) };
    case "import_statement":
      return readImport(node, reading);
    case "variable_declarator":
      return readDeclarator(node, reading);
    case "assignment_expression":
    case "augmented_assignment_expression":
      return readAssignment(node, reading);
    case "binary_expression":
      return readBinary(node, reading);
    case "ternary_expression":
      return readChoice(node, reading);
    case "function_declaration":
    case "generator_function_declaration":
    case "method_definition":
      return readNamedFunction(node, reading);
    case "arrow_function":
    case "function_expression":
    case "generator_function":
      return readFunction(node, "", reading);
    case "class_declaration":
    case "class": {
      const name = node.children.find(({ type }) => /identifier$/.test(type));
      reading.readClass(
        name ? reading.text(name) : "",
        node.children.filter((child) => child !== name),
      );
      return reading.constant({ start: node.start, end: node.start });
    }
    case "field_definition":
    case "public_field_definition":
      return readField(node, reading);
    case "for_in_statement":
      return readForIn(node, reading);
    case "return_statement":
      return readReturn(node, reading);
    case "if_statement":
    case "while_statement":
    case "switch_statement":
      return readConditional(node, reading);
    case "parenthesized_expression":
    case "await_expression":
    case "non_null_expression":
    case "as_expression":
    case "satisfies_expression":
    case "expression_statement":
      return readInner(node, reading);
    case "type_annotation":
    case "type_arguments":
    case "interface_declaration":
    case "type_alias_declaration":
    case "comment":
      return reading.constant({ start: node.start, end: node.start });
    case "number":
    case "true":
    case "false":
    case "null":
    case "undefined":
    case "regex":
      return reading.constant(node);
    default:
      return many(node, reading);
  }
}

function many(node: SyntaxNode, reading: Reading): Expression {
  return reading.group("mixed", node, reading.readAll(node.children));
}

function readInner(node: SyntaxNode, reading: Reading): Expression {
  const [inner] = namedChildren(node).filter(({ type }) => type !== "comment");
  return inner ? reading.read(inner) : many(node, reading);
}

/** `this.host` is a variable of its own. */
function readMember(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node).filter(({ type }) => !/^(?:optional_chain|comment)$/.test(type));
  if (!of || !name) return many(node, reading);
  if (of.type === "this" && node.type === "member_expression") return reading.name(node);
  const base = asModule(reading.read(of));
  if (node.type === "member_expression") return reading.member(node, base, { name: reading.text(name) });
  return reading.member(node, base, { index: reading.read(name) });
}

/** A `require` in place is the module, as if a variable held it. */
function asModule(expression: Expression): Expression {
  const path = importedPath(expression);
  if (path === undefined) return expression;
  const { source, span } = expression;
  return { source, span, kind: "name", name: path, scope: "" };
}

function readCall(node: SyntaxNode, reading: Reading): Expression {
  const [callee, ...rest] = namedChildren(node).filter(
    ({ type }) => !/^(?:optional_chain|comment|type_arguments)$/.test(type),
  );
  const list = rest.at(-1);
  if (!callee || !list) return many(node, reading);
  const target = reading.read(callee);
  const nodes =
    list.type === "arguments" ? namedChildren(list).filter(({ type }) => type !== "comment") : [list];
  const callbacks = nodes.filter(isFunction);
  const values = nodes.filter((child) => !isFunction(child)).map((child) => reading.read(child));
  const last = values.at(-1);
  const options = last?.kind === "map" ? last.entries : [];
  const parts = {
    values: last?.kind === "map" ? values.slice(0, -1) : values,
    options: [...options],
    tagged: list.type === "template_string",
  };
  const call = callOf(node, target, parts, reading);
  const results = callbacks.map((callback) => readFunction(callback, "", reading, call));
  return call.kind === "call" ? withBlock(call, results[0]) : call;
}

function callOf(
  node: SyntaxNode,
  target: Expression,
  parts: { readonly values: Expression[]; readonly options: Entry[]; readonly tagged: boolean },
  reading: Reading,
): Expression {
  if (target.kind === "member") {
    const receiver = target.of;
    const method = target.name ?? "";
    if (/^(?:push|unshift|set|append|write|end|concat)$/.test(method))
      reading.assign(node, receiver, reading.group("either", node, parts.values), true);
    return reading.call(node, {
      ...parts,
      receiver,
      method,
      ...(target.path === "" ? {} : { path: target.path }),
    });
  }
  if (target.kind === "name") {
    const path = target.name.replace(/^this\./, "");
    return reading.call(node, { ...parts, method: path.replace(/^.*\./, ""), path });
  }
  const path = pathOf(target);
  return reading.call(node, { ...parts, receiver: target, method: "()", ...(path ? { path } : {}) });
}

function isFunction({ type }: SyntaxNode): boolean {
  return /^(?:arrow_function|function_expression|generator_function)$/.test(type);
}

function readNew(node: SyntaxNode, reading: Reading): Expression {
  const [type, ...rest] = namedChildren(node).filter(({ type }) => type !== "type_arguments");
  const list = rest.find(({ type }) => type === "arguments");
  const name = type ? pathOf(reading.read(type)) : undefined;
  const values = list ? reading.readAll(list.children) : [];
  const last = values.at(-1);
  const isMap = last?.kind === "map";
  return reading.call(node, {
    method: "new",
    path: `new ${name ?? "…"}`,
    values: isMap ? values.slice(0, -1) : values,
    options: isMap ? [...last.entries] : [],
  });
}

function entriesOf(node: SyntaxNode, reading: Reading): Entry[] {
  return namedChildren(node).flatMap((child): Entry[] => {
    if (child.type === "comment") return [];
    if (child.type === "shorthand_property_identifier")
      return [{ key: reading.text(child), value: reading.read(child) }];
    const [key, value] = namedChildren(child);
    if (child.type !== "pair" || !key || !value) return [{ key: undefined, value: reading.read(child) }];
    const name =
      key.type === "computed_property_name" ? undefined : reading.text(key).replace(/^["']|["']$/g, "");
    return [{ key: name, value: reading.read(value) }];
  });
}

function readDeclarator(node: SyntaxNode, reading: Reading): Expression {
  const parts = namedChildren(node).filter(({ type }) => !/^(?:type_annotation|comment)$/.test(type));
  const [target, value] = parts;
  if (!target || !value) return reading.constant({ start: node.start, end: node.start });
  if (isFunction(value) && target.type === "identifier")
    return readFunction(value, reading.text(target), reading);
  const read = reading.read(value);
  if (readRequire(target, read, reading)) return read;
  for (const one of targetsIn(target))
    reading.assign(node, reading.name(one), pickedFrom(target, one, read, reading));
  return read;
}

/** `const { A } = object` gives A what `object.A` is. */
function pickedFrom(pattern: SyntaxNode, one: SyntaxNode, value: Expression, reading: Reading): Expression {
  if (pattern.type !== "object_pattern") return value;
  const part = namedChildren(pattern).find(({ start, end }) => start <= one.start && one.end <= end);
  const key = part?.type === "shorthand_property_identifier_pattern" ? part : part && namedChildren(part)[0];
  return key && part?.type !== "rest_pattern"
    ? reading.member(one, value, { name: reading.text(key) })
    : value;
}

/** The names in `{ a, b: c, ...d }` and `[a, b]`. */
function targetsIn(target: SyntaxNode): SyntaxNode[] {
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

function readAssignment(node: SyntaxNode, reading: Reading): Expression {
  const [target, value] = namedChildren(node).filter(({ type }) => type !== "comment");
  if (!target || !value) return many(node, reading);
  if (isFunction(value)) return readFunction(value, reading.text(target).replace(/^.*\./, ""), reading);
  const read = reading.read(value);
  const adds = node.type === "augmented_assignment_expression";
  const targets = /_pattern$/.test(target.type) ? targetsIn(target) : [target];
  for (const one of targets) reading.assign(node, reading.read(one), read, adds);
  return read;
}

function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const { operands, operator } = leftSpine(node, "binary_expression", reading);
  const parts = reading.readAll(operands);
  if (operator === "+") return reading.group("joined", node, parts);
  return reading.group(/^(?:\|\||\?\?|&&)$/.test(operator) ? "either" : "mixed", node, parts);
}

function readChoice(node: SyntaxNode, reading: Reading): Expression {
  const [, ...options] = reading.readAll(node.children);
  return reading.group("either", node, options);
}

function readNamedFunction(node: SyntaxNode, reading: Reading): Expression {
  const name = node.children.find(({ type }) => /identifier$/.test(type));
  const method = name ? reading.text(name) : "";
  return readFunction(node, method === "constructor" ? `new ${reading.className}` : method, reading);
}

/** A callback shares the variables around it, and what it is given comes from the call. */
function readFunction(node: SyntaxNode, name: string, reading: Reading, givenBy?: Expression): Expression {
  const children = namedChildren(node);
  const list = children.find(({ type }) => type === "formal_parameters");
  const single = list ? undefined : children.find(({ type }) => type === "identifier");
  const body = children.at(-1);
  const parameters = single ? [single] : list ? namedChildren(list) : [];
  if (name === "") {
    const outside = reading.block;
    reading.block = reading.span(node);
    if (givenBy)
      for (const one of parameters.flatMap(parameterTargets)) reading.assign(one, reading.name(one), givenBy);
    const before = reading.returned.length;
    const value = body && reading.read(body);
    reading.block = outside;
    if (value && body.type !== "statement_block") return value;
    return reading.group("either", node, reading.returned.slice(before));
  }
  reading.define(
    node,
    name,
    parameters.flatMap((one) => parameterOf(one, reading)),
    () => {
      const read = body ? [reading.read(body)] : [];
      return body?.type === "statement_block" ? [] : read;
    },
  );
  return reading.constant({ start: node.start, end: node.start });
}

function parameterTargets(parameter: SyntaxNode): SyntaxNode[] {
  const [inner] = namedChildren(parameter);
  return /^(?:required|optional)_parameter$/.test(parameter.type) && inner
    ? targetsIn(inner)
    : targetsIn(parameter);
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
    return targets.map((one) => ({ name: reading.text(one), rest: false, fallback: value, type: undefined }));
  const annotation = node.children.find(({ type }) => type === "type_annotation");
  const type = annotation && reading.text(annotation).replace(/^:\s*/, "");
  return [{ name: reading.text(first), rest: target.type === "rest_pattern", fallback: value, type }];
}

function readField(node: SyntaxNode, reading: Reading): Expression {
  const name = node.children.find(({ type }) => /property_identifier$/.test(type));
  const value = namedChildren(node).at(-1);
  if (!name || !value || value === name) return many(node, reading);
  if (isFunction(value)) return readFunction(value, reading.text(name), reading);
  const read = reading.read(value);
  reading.assign(node, `this.${reading.text(name)}`, read);
  return read;
}

function readForIn(node: SyntaxNode, reading: Reading): Expression {
  const [variable, list, ...body] = namedChildren(node).filter(({ type }) => type !== "comment");
  const read = list ? reading.read(list) : undefined;
  const isKey = variable && list && /\bin\b/.test(reading.text({ start: variable.end, end: list.start }));
  const items = read && isKey ? reading.group("mixed", list, [read]) : read;
  if (variable && items)
    for (const one of targetsIn(variable)) reading.assign(variable, reading.name(one), items);
  return reading.group("mixed", node, reading.readBlock(body, node));
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
