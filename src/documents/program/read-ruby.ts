/** Ruby's grammar -> the vocabulary of programs. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { dedented } from "./dedent.ts";
import { readerOf } from "./grammar.ts";
import type { Expression } from "./program.ts";
import type { Reading, ReadNode } from "./program-reading.ts";
import { readChecks, readGuard } from "./read-checks.ts";
import { readAssignment } from "./read-ruby-assignments.ts";
import { entriesOf, readCall } from "./read-ruby-calls.ts";
import { readMethod, readReference, readRubyLambda } from "./read-ruby-functions.ts";
import { readMatch, readMatchStatement } from "./read-ruby-patterns.ts";
import { readText } from "./read-text.ts";
import { readRescueModifier, readTry } from "./read-tries.ts";
import { readAlternatives, readBranches, readClass, readLoop } from "./shared-syntax.ts";
import { leftSpine } from "./syntax-shapes.ts";

/** Here-documents by the node that announces them. */
export type Heredocs = ReadonlyMap<SyntaxNode, SyntaxNode>;

/** Reads any node of a program with these here-documents. */
export function rubyReader(heredocs: Heredocs): ReadNode {
  return (node, reading) =>
    node.type === "heredoc_beginning" ? hereDocument(node, reading, heredocs) : readRuby(node, reading);
}

const readRuby: ReadNode = readerOf({
  names: "identifier constant instance_variable class_variable global_variable self",
  texts: "string bare_string",
  joined: "chained_string",
  lists: "array string_array symbol_array left_assignment_list right_assignment_list",
  spreads: "splat_argument",
  constants: "integer float true false nil simple_symbol hash_key_symbol bare_symbol",
  nothing: "",
  returns: "return",
  others: {
    subshell: (node, reading) => backticks(node, readText(node, reading), reading),
    heredoc_body: (node, reading) => reading.group("mixed", node, []),
    hash: (node, reading) => reading.map(node, entriesOf(namedChildren(node), reading)),
    pair: (node, reading) => reading.map(node, entriesOf([node], reading)),
    call: readCall,
    element_reference: readReference,
    scope_resolution: readScope,
    "assignment operator_assignment": readAssignment,
    binary: readBinary,
    conditional: readChoice,
    "method singleton_method": readMethod,
    class: readRubyClass,
    module: readClass,
    lambda: (node, reading) => readRubyLambda(node, "", reading),
    for: readFor,
    "if unless elsif while until case": readConditional,
    "if_modifier unless_modifier while_modifier until_modifier": readModifier,
    rescue_modifier: readRescueModifier,
    when: readBranch,
    case_match: readMatch,
    "match_pattern test_pattern": readMatchStatement,
    "parenthesized_statements begin body_statement block_body then else do": readSequence,
    regex: readPattern,
    forward_argument: readForwarded,
  },
});

/** `class Step < Struct.new(:title)` is a record like `Step = Struct.new(:title)`. */
function readRubyClass(node: SyntaxNode, reading: Reading): Expression {
  const [name, ...body] = namedChildren(node);
  const parent = body.find(({ type }) => type === "superclass");
  const [record] = parent ? namedChildren(parent) : [];
  if (name && record?.type === "call") reading.assign(node, reading.text(name), reading.read(record));
  return reading.readClass(
    node,
    name,
    body.filter((part) => part !== parent),
  );
}

function readPattern(node: SyntaxNode, reading: Reading): Expression {
  reading.readAll(node.children.filter(({ type }) => type === "interpolation"));
  return reading.constant(node);
}

/** `new(...)`: whatever the method around was given. */
function readForwarded(node: SyntaxNode, reading: Reading): Expression {
  return { ...reading.place(node), kind: "name", name: "*", scope: reading.scope };
}

function backticks(node: SyntaxNode, text: Expression, reading: Reading): Expression {
  return reading.call(node, { method: "`", values: [text] });
}

function hereDocument(node: SyntaxNode, reading: Reading, heredocs: Heredocs): Expression {
  const body = heredocs.get(node);
  const written = body ? readText(body, reading, node) : undefined;
  const isSquiggly = reading.text(node).startsWith("<<~");
  const text = written && isSquiggly ? { ...written, parts: dedented(written.parts) } : written;
  if (!text) return reading.constant(node);
  return reading.text(node).includes("`") ? backticks(node, text, reading) : text;
}

/** Of a sequence the last value counts. */
function readSequence(node: SyntaxNode, reading: Reading): Expression {
  const parts = readTry(node, reading);
  return parts.length === 1 && parts[0] ? parts[0] : reading.group("either", node, parts.slice(-1));
}

/** `when "a" then b`: the pattern is compared, not given back. */
function readBranch(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node);
  const body = children.filter(({ type }) => type === "then");
  reading.readAll(children.filter((child) => !body.includes(child)));
  return reading.group("either", node, reading.readAll(body));
}

/** `a ? b : c`. */
function readChoice(node: SyntaxNode, reading: Reading): Expression {
  const [condition, ...options] = namedChildren(node);
  if (condition) reading.readAll([condition]);
  readChecks(node, condition, options, reading);
  return reading.group("either", node, reading.readAll(options));
}

function readConditional(node: SyntaxNode, reading: Reading): Expression {
  const [condition, ...body] = namedChildren(node);
  return reading.group("either", node, readBranches(node, condition, body, reading));
}

/** `abort unless ready`. */
function readModifier(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node);
  return reading.group("either", node, readBranches(node, children.at(-1), children.slice(0, -1), reading));
}

function readScope(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node);
  if (!of) return reading.constant(node);
  if (!name) return reading.name(of);
  return reading.member(node, reading.read(of), { name: reading.text(name) });
}

function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const { operands, operator } = leftSpine(node, "binary", reading);
  if (/^(?:\|\||or|&&|and)$/.test(operator)) {
    const alternatives = readAlternatives(operands, reading);
    readGuard(node, operator, reading);
    return reading.group("either", node, alternatives);
  }
  const parts = reading.readAll(operands);
  const [first, ...others] = parts;
  if (operator === "<<" && first?.kind === "name" && STREAM.test(first.name))
    return reading.call(node, { receiver: first, method: "print", values: others });
  if (operator === "<<" && (first?.kind === "name" || first?.kind === "member"))
    reading.assign(node, first, reading.group("joined", node, others), true);
  if (operator === "+" || operator === "<<") return reading.group("joined", node, parts);
  if (/^[%&]$/.test(operator) && first)
    return reading.call(node, { receiver: first, method: operator, values: others });
  return reading.group("mixed", node, parts);
}

/** `$stdout << "text"` prints it. */
const STREAM = /^(?:\$std(?:out|err)|STD(?:OUT|ERR))$/;

function readFor(node: SyntaxNode, reading: Reading): Expression {
  return readLoop(node, reading, ({ variable, items }) =>
    reading.assign(variable, reading.name(variable), items),
  );
}
