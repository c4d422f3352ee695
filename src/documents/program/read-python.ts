/** Python's grammar -> the vocabulary of programs. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { readerOf, readMixed } from "./grammar.ts";
import { readHandedFunction } from "./handed-functions.ts";
import type { Entry, Expression } from "./program.ts";
import type { Reading, ReadNode } from "./program-reading.ts";
import { readAssertion, readChecks } from "./read-checks.ts";
import { readPythonClass } from "./read-python-classes.ts";
import { parametersOf, readDecorated, readFunction } from "./read-python-functions.ts";
import { readCallable, readImport, readPartial } from "./read-python-imports.ts";
import { readComprehension, readFor, targetsIn } from "./read-python-loops.ts";
import { readMatch } from "./read-python-matches.ts";
import { readTryStatement, readWith } from "./read-tries.ts";
import { readCallOf, readConditionalStatement, readIndexed, readLambda } from "./shared-syntax.ts";
import { leftSpine, partsInside } from "./syntax-shapes.ts";
import { variableKey } from "./variables.ts";

/** Reads any node. */
export const readPython: ReadNode = readerOf({
  names: "identifier",
  texts: "string",
  joined: "concatenated_string",
  lists: "list tuple set expression_list pattern_list",
  spreads: "list_splat dictionary_splat",
  constants: "integer float true false none",
  nothing: "type comment",
  returns: "return_statement yield",
  others: {
    attribute: readAttribute,
    subscript: readIndexed,
    try_statement: readTryStatement,
    with_statement: readWith,
    call: readCall,
    print_statement: readPrint,
    "list_comprehension set_comprehension dictionary_comprehension generator_expression": readComprehension,
    dictionary: (node, reading) => reading.map(node, entriesOf(node, reading)),
    "import_statement import_from_statement": readImport,
    "assignment augmented_assignment named_expression": readAssignment,
    binary_operator: readBinary,
    boolean_operator: (node, reading) => reading.group("either", node, reading.readAll(node.children)),
    conditional_expression: readChoice,
    decorated_definition: readDecorated,
    function_definition: readFunction,
    class_definition: readPythonClass,
    "for_statement for_in_clause": readFor,
    as_pattern: readAs,
    "if_statement elif_clause while_statement": readConditionalStatement,
    match_statement: readMatch,
    assert_statement: readAssert,
    "global_statement nonlocal_statement": readOuter,
    "parenthesized_expression await expression_statement": readInner,
  },
});

/** Of a single value that value, else all of them. */
function readInner(node: SyntaxNode, reading: Reading): Expression {
  const [only, ...others] = partsInside(node);
  return only && others.length === 0 ? reading.read(only) : readMixed(node, reading);
}

/** `print x` of Python 2. */
function readPrint(node: SyntaxNode, reading: Reading): Expression {
  return reading.call(node, { method: "print", values: reading.readAll(node.children) });
}

/** `self.host` is a variable of its own. */
function readAttribute(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node);
  if (!of || !name) return readMixed(node, reading);
  if (/^(?:self|cls)$/.test(reading.text(of))) return reading.name(node);
  return reading.member(node, reading.read(of), { name: reading.text(name) });
}

function readCall(node: SyntaxNode, reading: Reading): Expression {
  const [callee, list] = partsInside(node);
  if (!callee) return readMixed(node, reading);
  const target = reading.read(callee);
  const nodes = !list ? [] : list.type === "argument_list" ? namedChildren(list) : [list];
  const keywords = nodes.filter(({ type }) => /^(?:keyword_argument|dictionary_splat)$/.test(type));
  const values = reading.readAll(nodes.filter((child) => !keywords.includes(child)));
  const preset = reading.presets.get(reading.text(callee)) ?? [];
  const options = [...preset, ...keywords.map((child) => keyword(child, reading))];
  const call = readCallOf(node, target, { values, options }, ADDS, reading);
  readHandedFunction(node, call.call, reading);
  return call;
}

const ADDS =
  /^(?:append|extend|insert|update|add|setdefault|__setitem__|write|set_content|set_payload|attach|add_attachment)$/;

function keyword(node: SyntaxNode, reading: Reading): Entry {
  const [name, value] = namedChildren(node);
  if (node.type !== "keyword_argument" || !name || !value)
    return { key: undefined, value: readMixed(node, reading) };
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

function readAssignment(node: SyntaxNode, reading: Reading): Expression {
  const parts = namedChildren(node).filter(({ type }) => type !== "type" && type !== "comment");
  const [target] = parts;
  const value = parts.length > 1 ? parts.at(-1) : undefined;
  if (!target || !value) return readMixed(node, reading);
  if (value.type === "lambda" && target.type === "identifier")
    return readLambda(value, reading.text(target), parametersOf, reading);
  const read = reading.read(value);
  if (target.type === "identifier") {
    const name = reading.text(target);
    if (readPartial(read, name, reading) || readCallable(read, name, reading)) return read;
  }
  const adds = node.type === "augmented_assignment";
  for (const one of targetsIn(target)) reading.assign(node, reading.read(one), read, adds);
  return read;
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
  const [then, asked, otherwise] = partsInside(node);
  readChecks(node, asked, then && otherwise ? [then, otherwise] : [], reading);
  const [first, condition, last] = reading.readAll(node.children);
  return reading.group("either", node, first && condition && last ? [first, last] : []);
}

/** `open(path) as file`. */
function readAs(node: SyntaxNode, reading: Reading): Expression {
  const [value, target] = namedChildren(node);
  if (!value) return readMixed(node, reading);
  const read = reading.read(value);
  if (target) for (const one of targetsIn(target)) reading.assign(target, reading.read(one), read);
  return read;
}

/** `assert x in ALLOWED` leaves the script when it doesn't hold. */
function readAssert(node: SyntaxNode, reading: Reading): Expression {
  const [condition] = namedChildren(node);
  if (condition) readAssertion(node, condition, reading);
  return readMixed(node, reading);
}

/** `global tag`, `nonlocal tag`: what the function sets from here on is set for the program, or the function around. */
function readOuter(node: SyntaxNode, reading: Reading): Expression {
  const { scope } = reading;
  const around = node.type === "global_statement" ? "" : scope.slice(0, Math.max(0, scope.lastIndexOf(".")));
  for (const name of namedChildren(node)) reading.outer.set(variableKey(reading.text(name), scope), around);
  return reading.nothing(node);
}
