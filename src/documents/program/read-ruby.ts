/** Ruby's grammar -> the vocabulary of programs. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { dedented } from "./dedent.ts";
import type { Entry, Expression, Parameter } from "./program.ts";
import { type Reading, withBlock } from "./program-reading.ts";
import { readChecks } from "./read-checks.ts";
import { readText } from "./read-text.ts";
import { leftSpine } from "./syntax-shapes.ts";

/** Here-documents by the node that announces them. */
export type Heredocs = ReadonlyMap<SyntaxNode, SyntaxNode>;

/** Reads any node. */
export function readRuby(node: SyntaxNode, reading: Reading, heredocs: Heredocs): Expression {
  switch (node.type) {
    case "identifier":
    case "constant":
    case "instance_variable":
    case "class_variable":
    case "global_variable":
    case "self":
      return reading.name(node);
    case "string":
    case "bare_string":
      return readText(node, reading);
    case "subshell":
      return backticks(node, readText(node, reading), reading);
    case "heredoc_beginning":
      return hereDocument(node, reading, heredocs);
    case "heredoc_body":
      return reading.group("mixed", node, []);
    case "chained_string":
      return reading.group("joined", node, reading.readAll(node.children));
    case "array":
    case "string_array":
    case "left_assignment_list":
    case "right_assignment_list":
      return reading.group("list", node, reading.readAll(node.children));
    case "splat_argument":
      return reading.group("spread", node, reading.readAll(node.children));
    case "hash":
      return { ...reading.place(node), kind: "map", entries: entriesOf(namedChildren(node), reading) };
    case "pair":
      return { ...reading.place(node), kind: "map", entries: entriesOf([node], reading) };
    case "call":
      return readCall(node, reading);
    case "element_reference":
      return readElement(node, reading);
    case "scope_resolution":
      return readScope(node, reading);
    case "assignment":
    case "operator_assignment":
      return readAssignment(node, reading);
    case "binary":
      return readBinary(node, reading);
    case "conditional":
      return readChoice(namedChildren(node).slice(1), namedChildren(node).slice(0, 1), node, reading);
    case "method":
    case "singleton_method":
      return readMethod(node, reading);
    case "class":
    case "module":
      return readClass(node, reading);
    case "lambda":
      return readLambda(node, "", reading);
    case "for":
      return readFor(node, reading);
    case "return":
      return readReturn(node, reading);
    case "if":
    case "unless":
    case "if_modifier":
    case "unless_modifier":
    case "case":
    case "elsif":
    case "while":
    case "until":
    case "while_modifier":
    case "until_modifier":
      return readConditional(node, reading);
    case "when":
    case "in_clause":
      return readBranch(node, reading);
    case "parenthesized_statements":
    case "begin":
    case "body_statement":
    case "block_body":
    case "then":
    case "else":
    case "do":
      return readSequence(node, reading);
    case "integer":
    case "float":
    case "true":
    case "false":
    case "nil":
    case "simple_symbol":
    case "hash_key_symbol":
    case "regex": {
      reading.readAll(node.children.filter(({ type }) => type === "interpolation"));
      return reading.constant(node);
    }
    default:
      return reading.group("mixed", node, reading.readAll(node.children));
  }
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
  const parts = reading.readAll(node.children);
  return parts.length === 1 && parts[0] ? parts[0] : reading.group("either", node, parts.slice(-1));
}

/** `when "a" then b`: the pattern is compared, not given back. */
function readBranch(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node);
  const body = children.filter(({ type }) => type === "then");
  reading.readAll(children.filter((child) => !body.includes(child)));
  return reading.group("either", node, reading.readAll(body));
}

function readChoice(
  options: readonly SyntaxNode[],
  conditions: readonly SyntaxNode[],
  node: SyntaxNode,
  reading: Reading,
): Expression {
  reading.readAll(conditions);
  return reading.group("either", node, reading.readAll(options));
}

const CONDITION_FIRST = /^(?:if|unless|elsif|while|until|case)$/;

/** The condition runs always, the rest perhaps. */
function readConditional(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node);
  const first = CONDITION_FIRST.test(node.type);
  const condition = first ? children[0] : children.at(-1);
  const body = first ? children.slice(1) : children.slice(0, -1);
  if (condition) reading.read(condition);
  const parts = body.map((part) => reading.readBlock([part], part)).flatMap((read) => read.slice(-1));
  readChecks(node, condition, body, reading);
  return reading.group("either", node, parts);
}

function readCall(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node).filter(({ type }) => type !== "comment");
  const list = children.find(({ type }) => type === "argument_list");
  const block = children.find(({ type }) => /^(?:do_)?block$/.test(type));
  const names = children.filter((child) => child !== list && child !== block);
  const dot = node.children.find(({ named, type }) => !named && /^(?:\.|&\.|::)$/.test(type));
  const target = dot ? names[0] : undefined;
  const methodNode = dot ? names[1] : names[0];
  const receiver = target && reading.read(target);
  const method = methodNode ? reading.text(methodNode) : "call";
  const { values, options } = argumentsOf(list, reading);
  if (receiver && method === "freeze" && values.length === 0) return receiver;
  const given = block && GIVES.test(method) ? [readBlockOf(block, undefined, reading)] : [];
  const isLambda = method === "call" && receiver?.kind === "name" && /^[a-z_]/.test(receiver.name);
  const called = isLambda ? { method: receiver.name } : { receiver, method };
  // `new(data)` in a class makes one of its own objects.
  const own = method === "new" && reading.className !== "" && isSelf(receiver);
  const path = own ? { path: `${reading.className}.new` } : {};
  const call = reading.call(node, { ...called, ...path, values: [...values, ...given], options });
  const into = /^parse!?$/.test(method) && options.find(({ key }) => key === "into");
  if (into) reading.assign(node, into.value, call, true); // OptionParser fills a hash
  if (receiver && (ADDS.test(method) || (WRITES.test(method) && !isClass(receiver))))
    reading.assign(node, receiver, reading.group("either", node, values), true);
  return block && given.length === 0 ? withBlock(call, readBlockOf(block, call, reading)) : call;
}

/** `logger.debug { "…" }`, `ENV.fetch("NAME") { "…" }`: what the block gives back is as good as an argument. */
const GIVES = /^(?:debug|info|warn|error|fatal|unknown|fetch)$/;

const ADDS = /^(?:<<|push|append|concat|unshift|prepend|insert|merge!|store|replace)$/;

/** What is written to a stream or a file becomes a part of it. */
const WRITES = /^(?:write|puts|print)$/;

function isSelf(receiver: Expression | undefined): boolean {
  return receiver === undefined || (receiver.kind === "name" && receiver.name === "self");
}

function isClass(receiver: Expression): boolean {
  return receiver.kind === "name" && /^[A-Z]/.test(receiver.name);
}

function argumentsOf(
  list: SyntaxNode | undefined,
  reading: Reading,
): { values: Expression[]; options: Entry[] } {
  const nodes = list ? namedChildren(list) : [];
  const pairs = nodes.filter(({ type }) => type === "pair" || type === "hash_splat_argument");
  const values = reading.readAll(nodes.filter((node) => !pairs.includes(node)));
  return { values, options: entriesOf(pairs, reading) };
}

/** What a block is given comes from the call: the items of `hosts.each`, the answer of `Net::HTTP.start`. Its last value comes back. */
function readBlockOf(block: SyntaxNode, call: Expression | undefined, reading: Reading): Expression {
  const parameters = block.children.find(({ type }) => /^(?:block|lambda)_parameters$/.test(type));
  const outside = reading.block;
  reading.block = reading.span(block);
  for (const name of parameters ? parameterNames(parameters) : [])
    if (call) reading.assign(name, reading.name(name), itemsFor(call));
  const read = reading.readAll(block.children.filter((child) => child !== parameters));
  reading.block = outside;
  return reading.group("either", block, read.slice(-1));
}

/** `rules.any? { |rule| … }` answers yes or no, and gives its block what stands before the dot. */
function itemsFor(call: Expression): Expression {
  const { method, receiver } = call.kind === "call" ? call.call : { method: "", receiver: undefined };
  return receiver && ANSWERS.test(method) ? receiver : call;
}

const ANSWERS = /^(?:any|all|none|one)\?$|^(?:count|sum|index|find_index|to_h|to_set|reduce|inject)$/;

function parameterNames(parameters: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const pending = [...namedChildren(parameters)];
  for (let node = pending.shift(); node; node = pending.shift()) {
    if (node.type === "identifier") found.push(node);
    else if (/^(?:destructured|splat|optional|keyword|block)_parameter$/.test(node.type))
      pending.push(...namedChildren(node).slice(0, node.type === "destructured_parameter" ? undefined : 1));
  }
  return found;
}

function entriesOf(nodes: readonly SyntaxNode[], reading: Reading): Entry[] {
  return nodes.map((node): Entry => {
    const [key, value] = namedChildren(node);
    if (node.type !== "pair" || !key)
      return { key: undefined, value: reading.group("spread", node, reading.readAll(node.children)) };
    const name = reading.text(key).replace(/^[:"']|["':]+$/g, "");
    if (!value) return { key: name, value: reading.name(key) };
    if (!/symbol|string/.test(key.type)) reading.read(key);
    return { key: name, value: reading.read(value) };
  });
}

function readElement(node: SyntaxNode, reading: Reading): Expression {
  const [of, ...indexes] = namedChildren(node);
  if (!of) return reading.constant(node);
  const base = reading.read(of);
  const read = reading.readAll(indexes);
  const [index] = read;
  return reading.member(node, base, index ? { index } : {});
}

function readScope(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node);
  if (!of) return reading.constant(node);
  if (!name) return reading.name(of);
  return reading.member(node, reading.read(of), { name: reading.text(name) });
}

function readAssignment(node: SyntaxNode, reading: Reading): Expression {
  const [target, ...rest] = namedChildren(node);
  const adds = node.type === "operator_assignment";
  const value = rest.at(-1);
  if (!target || !value) return reading.group("mixed", node, reading.readAll(node.children));
  if (value.type === "lambda" && target.type === "identifier")
    return readLambda(value, reading.text(target), reading);
  const read = reading.read(value);
  const targets = target.type === "left_assignment_list" ? namedChildren(target) : [target];
  for (const one of targets) reading.assign(node, assigned(one, reading), read, adds);
  return read;
}

/** `http.verify_mode = x` sets a property; it calls nothing that could be of interest. */
function assigned(node: SyntaxNode, reading: Reading): Expression {
  const [of, name] = namedChildren(node);
  if (node.type === "call" && of && name)
    return reading.member(node, reading.read(of), { name: reading.text(name) });
  return reading.read(node);
}

function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const { operands, operator } = leftSpine(node, "binary", reading);
  const parts = reading.readAll(operands);
  const [first, ...others] = parts;
  if (operator === "<<" && first?.kind === "name" && STREAM.test(first.name))
    return reading.call(node, { receiver: first, method: "print", values: others });
  if (operator === "<<" && first?.kind === "name")
    reading.assign(node, first, reading.group("joined", node, others), true);
  if (operator === "+" || operator === "<<") return reading.group("joined", node, parts);
  if (operator === "%" && first) return reading.call(node, { receiver: first, method: "%", values: others });
  const kind = /^(?:\|\||or|&&|and)$/.test(operator) ? "either" : "mixed";
  return reading.group(kind, node, parts);
}

/** `$stdout << "text"` prints it. */
const STREAM = /^(?:\$std(?:out|err)|STD(?:OUT|ERR))$/;

function readClass(node: SyntaxNode, reading: Reading): Expression {
  const [name, ...body] = namedChildren(node);
  reading.readClass(name ? reading.text(name) : "", body);
  return reading.constant({ start: node.start, end: node.start });
}

function readMethod(node: SyntaxNode, reading: Reading): Expression {
  const children = namedChildren(node).filter(({ type }) => type !== "self");
  const list = children.find(({ type }) => type === "method_parameters");
  const name = children[0];
  const body = children.filter((child) => child !== name && child !== list);
  const method = name ? reading.text(name) : "";
  // `Deployer.new(branch)` calls initialize.
  const called = method === "initialize" ? `${reading.className}.new` : method;
  reading.define(node, called, parametersOf(list, reading), () => reading.readAll(body).slice(-1));
  return reading.constant({ start: node.start, end: node.start });
}

function readLambda(node: SyntaxNode, name: string, reading: Reading): Expression {
  const list = node.children.find(({ type }) => type === "lambda_parameters");
  const body = namedChildren(node).filter((child) => child !== list);
  reading.define(node, name, parametersOf(list, reading), () => reading.readAll(body).slice(-1));
  return reading.constant({ start: node.start, end: node.start });
}

function parametersOf(list: SyntaxNode | undefined, reading: Reading): Parameter[] {
  return (list ? namedChildren(list) : []).flatMap((node): Parameter[] => {
    const [name, fallback] = node.type === "identifier" ? [node] : namedChildren(node);
    if (!name || node.type === "block_parameter") return [];
    const value = fallback ? reading.read(fallback) : undefined;
    return [
      { name: reading.text(name), rest: node.type === "splat_parameter", fallback: value, type: undefined },
    ];
  });
}

function readFor(node: SyntaxNode, reading: Reading): Expression {
  const [variable, list, ...body] = namedChildren(node);
  const items = list ? reading.read(list) : undefined;
  if (variable && items) reading.assign(variable, reading.name(variable), items);
  return reading.group("mixed", node, reading.readBlock(body, node));
}

function readReturn(node: SyntaxNode, reading: Reading): Expression {
  const values = reading.readAll(node.children);
  reading.returned.push(...values);
  return reading.group("mixed", node, values);
}
