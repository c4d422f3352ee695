/** Conditions that let only certain values of a variable pass: `exit unless x =~ /\A[a-z]+\z/`, and their like. */
import type { Span } from "../../source/span.ts";
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { MAX_CONDITION, type Test, testOf, withoutFallback } from "./condition-forms.ts";
import type { Reading } from "./program-reading.ts";
import { isStrictPattern } from "./strict-pattern.ts";

/** Looks at a conditional statement; `body` are its branches. */
export function readChecks(
  node: SyntaxNode,
  condition: SyntaxNode | undefined,
  body: readonly SyntaxNode[],
  reading: Reading,
): void {
  if (node.type === "case" || node.type === "match_statement" || node.type === "switch_statement") {
    if (condition) chosen(node, condition, body, reading);
    return;
  }
  const [then, otherwise] = body;
  if (!condition || !then) return;
  const negated = node.type.startsWith("unless") || node.type.startsWith("until");
  for (const test of testsIn(condition, reading)) {
    const { passesWhen } = test;
    const thenPasses = passesWhen !== negated;
    const passing = thenPasses ? then : otherwise;
    if (passing) holds(test, passing, reading);
    const failing = thenPasses ? otherwise : then;
    if (failing && leaves(failing, reading))
      holds(test, { start: node.end, end: endOfScope(reading) }, reading);
  }
}

function holds(
  { name, onlyPath }: Pick<Test, "name" | "onlyPath">,
  { start, end }: Span,
  reading: Reading,
): void {
  reading.checks.push({ name, onlyPath, scope: reading.scope, holds: reading.span({ start, end }) });
}

function endOfScope(reading: Reading): number {
  return reading.derived.text.length;
}

/** `case x when "a", "b" … else abort end`: each branch knows its value, and so does what follows. */
function chosen(node: SyntaxNode, subject: SyntaxNode, body: readonly SyntaxNode[], reading: Reading): void {
  const name = variableIn(subject, reading);
  if (name === undefined) return;
  const branches = body.flatMap((part) => (/body|block/.test(part.type) ? namedChildren(part) : [part]));
  const isOther = (part: SyntaxNode): boolean =>
    /^(?:else|switch_default)$/.test(part.type) || /^(?:else\b|case _\s*:)/.test(reading.text(part));
  for (const branch of branches.filter((part) => !isOther(part) && comparesLiterals(part, reading)))
    holds({ name, onlyPath: false }, branch, reading);
  const other = branches.find(isOther);
  const rest = branches.filter((part) => part !== other);
  if (other && leaves(other, reading) && rest.every((part) => comparesLiterals(part, reading)))
    holds({ name, onlyPath: false }, { start: node.end, end: endOfScope(reading) }, reading);
}

/** `when "a"`, `when /\A[a-z]+\z/`. */
function comparesLiterals(branch: SyntaxNode, reading: Reading): boolean {
  const head = reading
    .text(branch)
    .slice(0, 300)
    .replace(/\n[\s\S]*$/, "");
  const pattern = /^when\s+(\/[^\n]*\/)/.exec(head)?.[1];
  return pattern === undefined ? /^(?:when|case)\s+["':%\d]/.test(head) : isStrictPattern(pattern);
}

const LEAVING =
  /^(?:abort|exit!?|raise|fail|return|next|continue|break|throw|sys\.exit|os\._exit|process\.exit|Deno\.exit|die)\b(?!.*\s(?:if|unless)\s)/;

/** Words before the first statement of a branch. */
const OPENING = /^(?:then|else:?|begin|default:|case _:|:|\s)+/;

/** A branch that does more before it leaves is no plain check. */
const MAX_STATEMENTS = 12;

/** True for a branch that leaves the script, the function or the loop. */
function leaves(branch: SyntaxNode, reading: Reading): boolean {
  const statements = reading
    .text(branch)
    .slice(0, 600)
    .split(/[\n;{}]/, MAX_STATEMENTS);
  return statements.some((statement) => LEAVING.test(statement.trim().replace(OPENING, "")));
}

/** The tests of a condition; of several joined by `or`, each fails the whole, as a guard does. */
function testsIn(condition: SyntaxNode, reading: Reading): Test[] {
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
    testOf(text) ?? keptTest(text, reading) ?? patternTest(text, reading) ?? askedTest(text, reading);
  return test ? [test] : [];
}

/** `const known = TARGETS[name]`, then `if (!known)`: a variable that holds the answer of a test. */
function keptTest(condition: string, reading: Reading): Test | undefined {
  const [, name, missing] =
    /^([A-Za-z_]\w*)(?:\s*(===? ?(?:undefined|null)|is None)|\s*(?:!==? ?(?:undefined|null)|is not None))?$/.exec(
      condition.trim(),
    ) ?? [];
  if (name === undefined) return undefined;
  const test = testOf(writtenFor(name, reading) ?? "");
  return test && missing !== undefined ? { ...test, passesWhen: !test.passesWhen } : test;
}

/** `pattern = re.compile(r"[a-z]+")`, then `pattern.fullmatch(name)`. */
function patternTest(condition: string, reading: Reading): Test | undefined {
  const [, pattern, method, name] =
    /^([A-Za-z_]\w*)\.(fullmatch|match|test)\(\s*([A-Za-z_]\w*)\s*\)$/.exec(condition.trim()) ?? [];
  if (pattern === undefined || name === undefined) return undefined;
  const written = writtenFor(pattern, reading) ?? "";
  const text = /^re\.compile\(\s*(r?(?:"[^"]+"|'[^']+'))\s*\)$/.exec(written)?.[1] ?? written;
  const isStrict =
    /^(?:r?["']|\/)/.test(text) &&
    isStrictPattern(text, method === "fullmatch", method === "match" && text !== written);
  return isStrict ? { name, passesWhen: true, onlyPath: false } : undefined;
}

/** `function isCommit(text) { return /^[0-9a-f]+$/.test(text) }`, then `isCommit(version)`. */
function askedTest(condition: string, { functions }: Reading): Test | undefined {
  const [, called, name] =
    /^(?:self\.|this\.)?([A-Za-z_][\w?]*)\(\s*([A-Za-z_]\w*)\s*\)$/.exec(withoutFallback(condition.trim())) ??
    [];
  const definition = name === undefined ? undefined : lastOf(functions, (one) => one.name === called);
  const [answer, ...others] = definition?.returned ?? [];
  if (!definition || !answer || name === undefined || others.length > 0) return undefined;
  const { start, end } = answer.span;
  const written = answer.source.text.slice(start, Math.min(end, start + MAX_CONDITION));
  const test = testOf(
    written.replace(/^(?:!!|(?:bool|Boolean)\((?=.*\)$))/s, "").replace(/^(.*[^(])\)$/s, balanced),
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

function unwrapped(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (/^parenthesized_/.test(at.type)) {
    const [inner, ...others] = namedChildren(at);
    if (!inner || others.length > 0) break;
    at = inner;
  }
  return at;
}

function variableIn(node: SyntaxNode, reading: Reading): string | undefined {
  return /^([@$]?[A-Za-z_]\w*)$/.exec(reading.text(unwrapped(node)))?.[1];
}
