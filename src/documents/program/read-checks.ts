/** Conditions that let only certain values of a variable pass: `exit unless x =~ /\A[a-z]+\z/`, and their like. */
import type { Span } from "../../source/span.ts";
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { EXIT, endOfCatch, SOME_ERROR } from "./caught-errors.ts";
import { placeNamed, type Test } from "./condition-forms.ts";
import { LEAVING } from "./leaving.ts";
import { letThrough, letThroughByAll } from "./let-through.ts";
import type { Check, Extent } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { testsIn, unwrapped } from "./read-conditions.ts";

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
    // a loop ends when it has what it asks for
    if (/^(?:until|while)/.test(node.type) && !thenPasses) holdsAfter(test, node, reading);
    const failing = thenPasses ? otherwise : then;
    const left = failing && leavingBy(failing, reading);
    if (left !== undefined) holdsAfter(test, node, reading, left);
  }
}

/** `assert role in ROLES`: what stands after it in the same block knows the value. */
export function readAssertion(node: SyntaxNode, condition: SyntaxNode, reading: Reading): void {
  for (const test of testsIn(condition, reading))
    if (test.passesWhen) holdsAfter(test, node, reading, "raise AssertionError");
}

/** `ROLES.include?(role) or abort "…"`, `role =~ /[^a-z]/ && exit(1)`: what stands after it knows the value. */
export function readGuard(node: SyntaxNode, operator: string, reading: Reading): void {
  const [condition, other] = namedChildren(node);
  const passing = /^(?:\|\||or)$/.test(operator) ? true : /^(?:&&|and)$/.test(operator) ? false : undefined;
  const left = other && passing !== undefined ? leavingBy(other, reading) : undefined;
  if (!condition || left === undefined) return;
  for (const test of testsIn(condition, reading))
    if (test.passesWhen === passing) holdsAfter(test, node, reading, left);
}

/** `in /\A[a-z]+\z/`, `in String => name if NAMES.include?(name)`: what a branch of Ruby's `case … in` knows. */
export function readBranchOfMatch(subject: SyntaxNode, clause: SyntaxNode, reading: Reading): void {
  const name = variableIn(subject, reading);
  for (const part of namedChildren(clause)) {
    const [condition] = namedChildren(part);
    const isNegated = part.type === "unless_guard";
    if (condition && (isNegated || part.type === "if_guard")) {
      for (const test of testsIn(condition, reading))
        if (test.passesWhen !== isNegated) holds(test, { start: part.end, end: clause.end }, reading);
    } else if (name !== undefined) {
      const extent = letThrough(part, reading);
      if (extent) holds({ name, onlyPath: false, ofLine: extent === "line" }, clause, reading);
    }
  }
}

type Known = Omit<Test, "passesWhen">;

function holds(known: Known, where: Span, reading: Reading): void {
  reading.checks.push(checkOf(known, reading.scope, reading.span(where)));
}

/** Who leaves otherwise knows the value up to the end of the branch, loop or function around, or to where an error is caught. */
function holdsAfter(known: Known, node: SyntaxNode, reading: Reading, left = ""): void {
  const { block } = reading;
  const error = errorRaised(left);
  const caught = error === undefined ? undefined : endOfCatch(error, reading.caught, reading.derived);
  const end =
    caught === undefined ? block.end : Math.min(block.end, reading.span({ start: caught, end: caught }).end);
  reading.checks.push(checkOf(known, reading.scope, { start: reading.span(node).end, end }));
}

/** The class of the error that a statement raises; undefined for what leaves otherwise. */
function errorRaised(statement: string): string | undefined {
  if (/^(?:abort|exit|sys\.exit)\b(?!!)/.test(statement)) return EXIT;
  const [raised, error] =
    /^(?:raise|fail|throw)\b[\s(]*(?:new )?((?:\w+(?:::|\.))*[A-Z]\w*)?/.exec(statement) ?? [];
  if (raised === undefined) return undefined;
  return error ?? (/^["']|^$/.test(statement.slice(raised.length)) ? "RuntimeError" : SOME_ERROR);
}

function checkOf(
  { name, onlyPath, ofLine = false, resolves = false }: Known,
  scope: string,
  holds: Span,
): Check {
  return { name, onlyPath, ofLine, resolves, scope, holds };
}

/** `case x when "a", "b" … else abort end`: each branch knows its value, and so does what follows. */
function chosen(node: SyntaxNode, subject: SyntaxNode, body: readonly SyntaxNode[], reading: Reading): void {
  const name = variableIn(subject, reading);
  if (name === undefined) return;
  const branches = body.flatMap((part) => (/body|block/.test(part.type) ? namedChildren(part) : [part]));
  const isOther = (part: SyntaxNode): boolean =>
    /^(?:else|switch_default)$/.test(part.type) || /^(?:else\b|case _\s*:)/.test(reading.text(part));
  const known = branches.flatMap((branch) => {
    const extent = isOther(branch) ? undefined : extentOf(branch, reading);
    return extent ? [{ branch, ofLine: extent === "line" }] : [];
  });
  for (const { branch, ofLine } of known) holds({ name, onlyPath: false, ofLine }, branch, reading);
  const other = branches.find(isOther);
  const left = other && known.length === branches.length - 1 ? leavingBy(other, reading) : undefined;
  if (left !== undefined)
    holdsAfter({ name, onlyPath: false, ofLine: known.some(({ ofLine }) => ofLine) }, node, reading, left);
}

/** Of `when "a", /\A[a-z]+\z/`, `case "a":`. */
function extentOf(branch: SyntaxNode, reading: Reading): Extent | undefined {
  if (branch.type === "when")
    return letThroughByAll(
      namedChildren(branch).filter(({ type }) => type === "pattern"),
      reading,
    );
  return /^case\s+["'\d]/.test(reading.text(branch).slice(0, MAX_HEAD)) ? "whole" : undefined;
}

/** Where a branch begins. */
const MAX_HEAD = 100;

/** Words before the first statement of a branch. */
const OPENING = /^(?:then|else:?|begin|default:|case _:|:|\s)+/;

/** A branch that does more before it leaves is no plain check. */
const MAX_STATEMENTS = 12;

/** The statement by which a branch leaves. */
function leavingBy(branch: SyntaxNode, reading: Reading): string | undefined {
  const statements = reading
    .text(branch)
    .slice(0, 600)
    .split(/[\n;{}]/, MAX_STATEMENTS)
    .map((statement) => statement.trim().replace(OPENING, ""));
  return statements.find((statement) => LEAVING.test(statement));
}

function variableIn(node: SyntaxNode, reading: Reading): string | undefined {
  return placeNamed(reading.text(unwrapped(node)));
}
