/** A condition -> what it tests: as it stands, in a variable that holds the answer, by a pattern with a name, or by a function. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import {
  MAX_CONDITION,
  type PatternOf,
  placeNamed,
  type Test,
  testOf,
  withoutFallback,
} from "./condition-forms.ts";
import type { Reading } from "./program-reading.ts";
import { isOfLine, isStrictPattern } from "./strict-pattern.ts";
import { patternNamed, patternWritten } from "./written-patterns.ts";

/** The tests of a condition; of several joined by `or`, each fails the whole, as a guard does. */
export function testsIn(condition: SyntaxNode, reading: Reading): Test[] {
  const inner = unwrapped(condition);
  const negation = /^(?:!|not\b)/.exec(reading.text(inner));
  if (negation && /unary|not_operator/.test(inner.type)) {
    const operand = namedChildren(inner).at(-1);
    return operand
      ? testsIn(operand, reading).map((test) => ({ ...test, passesWhen: !test.passesWhen }))
      : [];
  }
  const children = namedChildren(inner);
  if (/^(?:binary|binary_expression|boolean_operator)$/.test(inner.type) && children.length === 2) {
    const between = reading.text({ start: children[0]?.end ?? 0, end: children[1]?.start ?? 0 }).trim();
    if (/^(?:\|\||or)$/.test(between))
      return children.flatMap((child) => testsIn(child, reading)).filter((test) => !test.passesWhen);
    if (/^(?:&&|and)$/.test(between))
      return children.flatMap((child) => testsIn(child, reading)).filter((test) => test.passesWhen);
  }
  const text = reading.text(inner);
  const test =
    testOf(text, patternsOf(reading)) ??
    keptTest(text, reading) ??
    leftOverTest(text, reading) ??
    patternTest(text, reading) ??
    askedTest(text, reading);
  return test ? [test] : [];
}

/** `const known = TARGETS[name]`, then `if (!known)`: a variable that holds the answer of a test. */
function keptTest(condition: string, reading: Reading): Test | undefined {
  const [, name, missing] =
    /^([A-Za-z_]\w*)(?:\s*(===? ?(?:undefined|null)|is None)|\s*(?:!==? ?(?:undefined|null)|is not None))?$/.exec(
      condition.trim(),
    ) ?? [];
  if (name === undefined) return undefined;
  const test = testOf(writtenFor(name, reading) ?? "", patternsOf(reading));
  return test && missing !== undefined ? { ...test, passesWhen: !test.passesWhen } : test;
}

/** `unknown = ARGV - KNOWN`, then `abort if unknown.any?`. */
function leftOverTest(condition: string, reading: Reading): Test | undefined {
  const [, name, method] =
    /^([a-z_]\w*)\.(any\?|empty\?|none\?|present\?|blank\?)$/.exec(condition.trim()) ?? [];
  const written = name === undefined ? undefined : writtenFor(name, reading);
  return written?.includes(" - ") ? testOf(`(${written}).${method}`, patternsOf(reading)) : undefined;
}

/** `pattern = re.compile(r"[a-z]+")`, then `pattern.fullmatch(name)`. */
function patternTest(condition: string, reading: Reading): Test | undefined {
  const [, pattern, method, given] =
    /^([A-Za-z_]\w*)\.(fullmatch|match|test)\(\s*([^()\s]+)\s*\)$/.exec(condition.trim()) ?? [];
  const name = placeNamed(given ?? "");
  if (pattern === undefined || name === undefined) return undefined;
  const written = writtenFor(pattern, reading) ?? "";
  const text = compiled(written) ?? written;
  const isStrict =
    /^(?:r?["']|\/)/.test(text) &&
    isStrictPattern(text, method === "fullmatch", method === "match" && text !== written);
  return isStrict ? { name, passesWhen: true, onlyPath: false, ofLine: isOfLine(text) } : undefined;
}

/** `re.compile(r"[a-z]+")` -> its pattern. */
function compiled(written: string): string | undefined {
  return /^re\.compile\(\s*(r?(?:"[^"]+"|'[^']+'))\s*\)$/.exec(written)?.[1];
}

/** `TAG = /\A[a-z]+\z/`, `TAG = re.compile(r"[a-z]+")`: only what was given to it elsewhere is taken at its name. */
function patternsOf(reading: Reading): PatternOf {
  const patternOf = (name: string, steps: number): string | undefined => {
    const written = writtenFor(name, reading)?.replace(/\.freeze$/, "");
    const other = written === undefined ? undefined : patternNamed(written);
    if (other !== undefined) return steps < MAX_NAMES ? patternOf(other, steps + 1) : undefined;
    return written === undefined ? undefined : patternWritten(written);
  };
  return (constant) => patternOf(constant, 0);
}

/** Nobody gives a pattern more names. */
const MAX_NAMES = 4;

/** `function isCommit(text) { return /^[0-9a-f]+$/.test(text) }`, then `isCommit(version)`. */
function askedTest(condition: string, reading: Reading): Test | undefined {
  const [, called, given] =
    /^(?:self\.|this\.)?([A-Za-z_][\w?]*)\(\s*([^()\s]+)\s*\)$/.exec(withoutFallback(condition.trim())) ?? [];
  const name = placeNamed(given ?? "");
  const definition = name === undefined ? undefined : lastOf(reading.functions, (one) => one.name === called);
  const [answer, ...others] = definition?.returned ?? [];
  if (!definition || !answer || name === undefined || others.length > 0) return undefined;
  const { start, end } = answer.span;
  const written = answer.source.text.slice(start, Math.min(end, start + MAX_CONDITION));
  const test = testOf(
    written.replace(/^(?:!!|(?:bool|Boolean)\((?=.*\)$))/s, "").replace(/^(.*[^(])\)$/s, balanced),
    patternsOf(reading),
  );
  return test && test.name === definition.parameters[0]?.name ? { ...test, name } : undefined;
}

/** Without a closing bracket that nothing opens. */
function balanced(whole: string, inner: string): string {
  const opened = whole.split("(").length;
  return whole.split(")").length > opened ? inner : whole;
}

/** What a check is made of stands close before it. */
const MAX_DISTANCE = 500;

function lastOf<Item>(items: readonly Item[], isMeant: (item: Item) => boolean): Item | undefined {
  return items.slice(-MAX_DISTANCE).findLast(isMeant);
}

/** What a variable was last given, as it is written. */
function writtenFor(name: string, { assignments, scope }: Reading): string | undefined {
  const kept =
    lastOf(assignments, (one) => one.name === name && one.scope === scope) ??
    lastOf(assignments, (one) => one.name === name && one.scope === "");
  if (!kept || kept.adds) return undefined;
  const { start, end } = kept.value.span;
  return end - start > MAX_CONDITION ? undefined : kept.source.text.slice(start, end);
}

/** What stands between brackets. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (/^parenthesized_/.test(at.type)) {
    const [inner, ...others] = namedChildren(at);
    if (!inner || others.length > 0) break;
    at = inner;
  }
  return at;
}
