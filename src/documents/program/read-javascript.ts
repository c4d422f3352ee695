/** The grammars of JavaScript and TypeScript -> the vocabulary of programs. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { readerOf, readMixed } from "./grammar.ts";
import type { Entry, Expression } from "./program.ts";
import type { Reading, ReadNode } from "./program-reading.ts";
import { readChecks } from "./read-checks.ts";
import { readCall, readNew } from "./read-javascript-calls.ts";
import {
  fallbackFor,
  isFunction,
  readFunction,
  readNamedFunction,
  targetsIn,
} from "./read-javascript-functions.ts";
import { importedPath, readExport, readImport, readRequire } from "./read-javascript-imports.ts";
import { readTryStatement } from "./read-tries.ts";
import { readAlternatives, readConditionalStatement, readLoop } from "./shared-syntax.ts";
import { leftSpine, partsInside } from "./syntax-shapes.ts";
import { scopesFrom, variableKey } from "./variables.ts";

/** Reads any node. */
export const readJavascript: ReadNode = readerOf({
  names: "identifier shorthand_property_identifier this import",
  texts: "string template_string",
  joined: "",
  lists: "array",
  spreads: "spread_element",
  constants: "number true false null undefined regex",
  nothing: "type_annotation type_arguments interface_declaration type_alias_declaration comment",
  returns: "return_statement yield_expression",
  others: {
    "member_expression subscript_expression": readMember,
    call_expression: readCall,
    new_expression: readNew,
    object: (node, reading) => reading.map(node, entriesOf(node, reading)),
    import_statement: readImport,
    export_statement: readExport,
    variable_declarator: readDeclarator,
    "assignment_expression augmented_assignment_expression": readAssignment,
    binary_expression: readBinary,
    ternary_expression: readChoice,
    "function_declaration generator_function_declaration method_definition": readNamedFunction,
    "arrow_function function_expression generator_function": (node, reading) =>
      readFunction(node, "", reading),
    "class_declaration class": readClass,
    "field_definition public_field_definition": readField,
    for_in_statement: readForIn,
    try_statement: readTryStatement,
    sequence_expression: readSequence,
    "if_statement while_statement switch_statement": readConditionalStatement,
    "parenthesized_expression await_expression non_null_expression as_expression": readInner,
    "satisfies_expression expression_statement": readInner,
  },
});

function readInner(node: SyntaxNode, reading: Reading): Expression {
  const [inner] = partsInside(node);
  return inner ? reading.read(inner) : readMixed(node, reading);
}

/** `(0, eval)` is the last of them. */
function readSequence(node: SyntaxNode, reading: Reading): Expression {
  return reading.readAll(node.children).at(-1) ?? readMixed(node, reading);
}

/** `this.host` is a variable of its own. */
function readMember(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node).filter(({ type }) => !/^(?:optional_chain|comment)$/.test(type));
  if (!of || !name) return readMixed(node, reading);
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
  for (const one of target ? targetsIn(target) : [])
    reading.declared.add(variableKey(reading.text(one), reading.scope));
  if (!target || !value) return reading.nothing(node);
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
  if (!key || part?.type === "rest_pattern") return value;
  const picked = reading.member(one, value, { name: reading.text(key) });
  const fallback = fallbackFor(pattern, one);
  return fallback ? reading.group("either", one, [picked, reading.read(fallback)]) : picked;
}

function readAssignment(node: SyntaxNode, reading: Reading): Expression {
  const [target, value] = partsInside(node);
  if (!target || !value) return readMixed(node, reading);
  if (isFunction(value)) return readFunction(value, reading.text(target).replace(/^.*\./, ""), reading);
  const read = reading.read(value);
  const adds = node.type === "augmented_assignment_expression";
  const targets = /_pattern$/.test(target.type) ? targetsIn(target) : [target];
  for (const one of targets) {
    setOutside(one, reading);
    reading.assign(node, reading.read(one), read, adds);
  }
  return read;
}

/** `tag = value` without `let` sets the variable of the function around that declares it. */
function setOutside(target: SyntaxNode, reading: Reading): void {
  if (target.type !== "identifier" || reading.scope === "") return;
  const name = reading.text(target);
  const [own, ...around] = scopesFrom(reading.scope);
  if (own === undefined || reading.declared.has(variableKey(name, own))) return;
  const outer = around.find((scope) => reading.declared.has(variableKey(name, scope)));
  if (outer !== undefined) reading.outer.set(variableKey(name, own), outer);
}

function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const { operands, operator } = leftSpine(node, "binary_expression", reading);
  if (/^(?:\|\||\?\?|&&)$/.test(operator))
    return reading.group("either", node, readAlternatives(operands, reading));
  const parts = reading.readAll(operands);
  return reading.group(operator === "+" ? "joined" : "mixed", node, parts);
}

function readChoice(node: SyntaxNode, reading: Reading): Expression {
  const [condition, ...branches] = partsInside(node);
  readChecks(node, condition, branches, reading);
  const [, ...options] = reading.readAll(node.children);
  return reading.group("either", node, options);
}

function readClass(node: SyntaxNode, reading: Reading): Expression {
  const name = node.children.find(({ type }) => /identifier$/.test(type));
  const body = node.children.filter((child) => child !== name);
  return reading.readClass(node, name, body);
}

function readField(node: SyntaxNode, reading: Reading): Expression {
  const name = node.children.find(({ type }) => /property_identifier$/.test(type));
  const value = namedChildren(node).at(-1);
  if (!name || !value || value === name) return readMixed(node, reading);
  if (isFunction(value)) return readFunction(value, reading.text(name), reading);
  const read = reading.read(value);
  reading.assign(node, `this.${reading.text(name)}`, read);
  return read;
}

/** `for (const key in object)` gives names, `of` what they stand for. */
function readForIn(node: SyntaxNode, reading: Reading): Expression {
  return readLoop(node, reading, ({ variable, list, items }) => {
    const isKey = /\bin\b/.test(reading.text({ start: variable.end, end: list.start }));
    const given = isKey ? reading.group("mixed", list, [items]) : items;
    for (const one of targetsIn(variable)) reading.assign(variable, reading.name(one), given);
  });
}
