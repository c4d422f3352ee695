/** Calls of JavaScript and TypeScript: functions, constructors, templates that a function takes apart, assertions. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { readMixed } from "./grammar.ts";
import { readHandedFunction } from "./handed-functions.ts";
import { type Entry, type Expression, pathOf } from "./program.ts";
import { type Reading, withBlock } from "./program-reading.ts";
import { readAssertion } from "./read-checks.ts";
import { isFunction, readFunction } from "./read-javascript-functions.ts";
import { readCallOf } from "./shared-syntax.ts";
import { partsInside } from "./syntax-shapes.ts";

/** `name(…)`, `object.name(…)`, `$\`…\`` */
export function readCall(node: SyntaxNode, reading: Reading): Expression {
  const [callee, ...rest] = namedChildren(node).filter(
    ({ type }) => !/^(?:optional_chain|comment|type_arguments)$/.test(type),
  );
  const list = rest.at(-1);
  if (!callee || !list) return readMixed(node, reading);
  const target = reading.read(callee);
  const nodes = list.type === "arguments" ? partsInside(list) : [list];
  const callbacks = nodes.filter(isFunction);
  const values = nodes.filter((child) => !isFunction(child)).map((child) => reading.read(child));
  const parts = { ...withOptions(values), tagged: list.type === "template_string" };
  const call = readCallOf(node, withoutThis(target), parts, ADDS, reading);
  readHandedFunction(node, call.call, reading);
  const [condition] = nodes;
  if (condition && ASSERTS.test(call.call.path))
    readAssertion(node, call.call.path.endsWith(".match") ? node : condition, reading);
  const results = callbacks.map((callback) => readFunction(callback, "", reading, call));
  return withBlock(call, results[0]);
}

const ADDS = /^(?:push|unshift|set|append|write|end|concat)$/;

/** `assert(ROLES.includes(role))`, `assert.match(tag, /^v\d+$/)` */
const ASSERTS =
  /^(?:assert(?:\/strict)?(?:\.(?:ok|strict|default|match))?|(?:tiny-)?invariant(?:\.default)?)$/;

/** `this.run` calls a function of the same class. */
function withoutThis(target: Expression): Expression {
  return target.kind === "name" ? { ...target, name: target.name.replace(/^this\./, "") } : target;
}

/** An object at the end holds options. */
function withOptions(values: Expression[]): { values: Expression[]; options: Entry[] } {
  const last = values.at(-1);
  return last?.kind === "map"
    ? { values: values.slice(0, -1), options: [...last.entries] }
    : { values, options: [] };
}

/** `new Name(…)` */
export function readNew(node: SyntaxNode, reading: Reading): Expression {
  const [type, ...rest] = namedChildren(node).filter(({ type }) => type !== "type_arguments");
  const list = rest.find(({ type }) => type === "arguments");
  const name = type ? pathOf(reading.read(type)) : undefined;
  const values = list ? reading.readAll(list.children) : [];
  return reading.call(node, { method: "new", path: `new ${name ?? "…"}`, ...withOptions(values) });
}
