/** Calls of Ruby, with their arguments and blocks. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { letThrough } from "./let-through.ts";
import { type Entry, type Expression, type Extent, keyNamed } from "./program.ts";
import { type Reading, withBlock } from "./program-reading.ts";
import { testsIn } from "./read-conditions.ts";
import { partsInside } from "./syntax-shapes.ts";

/** `receiver.method(arguments) { block }`. */
export function readCall(node: SyntaxNode, reading: Reading): Expression {
  const children = partsInside(node);
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
  // `"git fetch".run` calls a function of the text, where the program has one
  if (receiver && !block && values.length <= (reading.textMethods.get(method) ?? -1))
    return reading.call(node, { method, values: [receiver, ...values], options });
  const given = block && GIVES.test(method) ? [readBlockOf(block, undefined, reading)] : [];
  const isLambda =
    method === "call" && receiver?.kind === "name" && /^(?:[a-z_]\w*|[A-Z][A-Z\d_]*)$/.test(receiver.name);
  const called = isLambda ? { method: receiver.name } : { receiver, method };
  // `new(data)` in a class makes one of its own objects.
  const own = method === "new" && reading.className !== "" && isSelf(receiver);
  const path = own ? { path: `${reading.className}.new` } : {};
  const made = reading.call(node, { ...called, ...path, values: [...values, ...given], options });
  const [kept] = method === "grep" && !block && list ? namedChildren(list) : [];
  const fitting = kept?.type === "regex" ? letThrough(kept, reading) : undefined;
  const call = fitting ? { ...made, call: { ...made.call, onlyChecked: fitting } } : made;
  if (!receiver && describesCommand(method, values, reading)) reading.isCommandNext = true;
  const into = /^parse!?$/.test(method) && options.find(({ key }) => key === "into");
  if (into) reading.assign(node, into.value, call, true); // OptionParser fills a hash
  const sent = /^(?:public_)?send$/.test(method) ? keyNamed(values[0]) : undefined;
  if (receiver && (ADDS.test(sent ?? method) || (WRITES.test(method) && !isClass(receiver))))
    reading.assign(node, receiver, reading.group("either", node, values), true);
  if (!block || given.length > 0) return call;
  const refined = method === "refine" && values[0]?.kind === "name" ? values[0].name : reading.className;
  const result = reading.inClass(refined, () => readBlockOf(block, call, reading));
  const onlyChecked = picksChecked(method, block, reading);
  return onlyChecked ? { ...call, call: { ...call.call, onlyChecked } } : withBlock(call, result);
}

/** Of Thor, whose `desc` takes two texts where Rake's takes one, and of Dry::CLI: the method that follows is a command. */
function describesCommand(method: string, values: readonly Expression[], reading: Reading): boolean {
  if (method === "desc") return values.length > 1;
  return /^(?:argument|option)$/.test(method) && reading.derived.text.includes("Dry::CLI");
}

/** Set when the block lets an item pass only if it fits a list or a pattern. */
function picksChecked(method: string, block: SyntaxNode, reading: Reading): Extent | undefined {
  const picks = /^(?:select|filter|find|detect|find_all|take_while)!?$/.test(method);
  if (!picks && !/^reject!?$/.test(method)) return undefined;
  const parts = partsInside(block);
  const parameters = parts.find(({ type }) => /^(?:block|lambda)_parameters$/.test(type));
  const [body, ...others] = parts.filter((part) => part !== parameters);
  const [named] = parameters ? parameterNames(parameters) : [];
  const item = named ? reading.text(named) : unnamedItem(block, reading);
  const [condition, ...more] = body && /body/.test(body.type) ? partsInside(body) : body ? [body] : [];
  if (!item || !condition || others.length + more.length > 0) return undefined;
  const tests = testsIn(condition, reading).filter(
    ({ name, passesWhen, onlyPath }) => !onlyPath && passesWhen === picks && name === item,
  );
  if (tests.length === 0) return undefined;
  return tests.every(({ ofLine }) => ofLine) ? "line" : "whole";
}

/** `logger.debug { "…" }`, `ENV.fetch("NAME") { "…" }`: what the block gives back is as good as an argument. */
const GIVES = /^(?:debug|info|warn|error|fatal|unknown|fetch)$/;

const ADDS = /^(?:<<|\[\]=|push|append|concat|unshift|prepend|insert|merge!|store|replace)$/;

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
  const unnamed = parameters ? undefined : unnamedItem(block, reading);
  if (call && unnamed) reading.assign({ start: block.start, end: block.start }, unnamed, itemsFor(call));
  const read = reading.readAll(block.children.filter((child) => child !== parameters));
  reading.block = outside;
  return reading.group("either", block, read.slice(-1));
}

/** What a block calls its item when it names none: `hosts.each { drain(_1) }`. */
function unnamedItem({ start, end }: SyntaxNode, reading: Reading): string | undefined {
  return UNNAMED.exec(reading.text({ start, end: Math.min(end, start + MAX_UNNAMED) }))?.[0];
}

const UNNAMED = /(?<![\w.:@"'])(?:_1|it)\b(?![:("'])/;

/** Such blocks are short. */
const MAX_UNNAMED = 300;

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

/** The pairs of a hash, or of keyword arguments. */
export function entriesOf(nodes: readonly SyntaxNode[], reading: Reading): Entry[] {
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
