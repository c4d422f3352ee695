/** Where a script has made sure of a variable: `[[ $X =~ ^[a-z]+$ ]] || exit 1`, `case`, `if`, `: "${X:?}"`. */
import type { Span } from "../../source/span.ts";
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import { type Fact, factsOf, isStrictGlob, type Predicates, takesTheRest } from "./check-conditions.ts";
import { type Endings, endingsOf, functionsIn, leaves, nameOf } from "./script-endings.ts";
import type { VariableCheck } from "./shell-script.ts";

/** Checks by the offsets of the text that was parsed. */
export function readChecks(tree: SyntaxNode, text: string): VariableCheck[] {
  const walk: Walk = {
    text,
    endings: endingsOf(tree, text),
    predicates: predicatesIn(tree, text),
    found: [],
  };
  const rows: Row[] = [{ node: tree, next: 0, inFunction: undefined }];
  for (let row = rows.at(-1); row !== undefined && walk.found.length < MAX_CHECKS; row = rows.at(-1)) {
    const child = row.node.children[row.next++];
    if (!child) {
      rows.pop();
      continue;
    }
    if (child.children.length === 0) continue;
    readNode(child, row, walk);
    const name = child.type === "function_definition" ? nameOf(child, text) : undefined;
    rows.push({ node: child, next: 0, inFunction: name ?? row.inFunction });
  }
  return walk.found;
}

/** Each use of a variable is compared with them. */
const MAX_CHECKS = 500;

interface Walk {
  readonly text: string;
  readonly endings: Endings;
  readonly predicates: Predicates;
  readonly found: VariableCheck[];
}

interface Row {
  readonly node: SyntaxNode;
  next: number;
  readonly inFunction: string | undefined;
}

function spanOf({ start, end }: SyntaxNode): Span {
  return { start, end };
}

/** What is known after a statement is known to the end of the block around it. */
function blockEnd({ node, next, inFunction }: Row, text: string): number {
  if (node.type === "list" || node.type === "redirected_statement")
    return inFunction ? node.end : text.length;
  const isIf = node.type === "if_statement"; // looking through all of a long script for each of its lines takes too long
  const other = isIf
    ? node.children.slice(next).find(({ type }) => /^el(?:se|if)_clause$/.test(type))
    : undefined;
  return other?.start ?? (node.type === "program" ? text.length : node.end);
}

function readNode(node: SyntaxNode, row: Row, walk: Walk): void {
  const read = READERS.get(node.type);
  if (!read) return;
  const { inFunction } = row;
  const add = (facts: readonly Fact[], span: Span): void => {
    for (const { name, kind } of facts) walk.found.push({ name, kind, inFunction, span });
  };
  read(node, blockEnd(row, walk.text), add, walk);
}

type Add = (facts: readonly Fact[], where: Span) => void;

type Reader = (node: SyntaxNode, end: number, add: Add, walk: Walk) => void;

/** By the node's type; most nodes are none of these. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ["list", readList],
  ["if_statement", readIf],
  ["elif_clause", readIf],
  ["while_statement", readIf],
  ["case_statement", readCase],
  ["command", readAssertion],
]);

/** `check || exit` and `check && use`. */
function readList(node: SyntaxNode, end: number, add: Add, walk: Walk): void {
  const [left, operator, right] = node.children;
  if (!left || !operator || !right || left.end - left.start > MAX_CONDITION) return;
  const { holds, fails } = factsOf(walk.text.slice(left.start, left.end), walk.predicates);
  const [inside, after] = operator.type === "&&" ? [holds, fails] : [fails, holds];
  add(inside, spanOf(right));
  if (leaves(right, walk.endings)) add(after, { start: node.end, end });
  else add(replaced(after, [right], walk), { start: node.end, end });
}

/** Of what is known the facts about variables that a branch gives a harmless value instead: `[[ $X =~ … ]] || X=unknown`. */
function replaced(facts: readonly Fact[], branch: readonly SyntaxNode[], { text }: Walk): Fact[] {
  const names = literallySet(branch, text);
  return facts.filter(({ name }) => names.includes(name));
}

/** The variables that are set once there, to something the shell can take for nothing but text. */
function literallySet(branch: readonly SyntaxNode[], text: string): string[] {
  const [first, last] = [branch[0], branch.at(-1)];
  const written = first && last ? text.slice(first.start, last.end) : "";
  if (written.length > MAX_CONDITION || SETS_OTHERWISE.test(written)) return [];
  const set = branch.filter(({ type }) => type === "variable_assignment");
  return set.flatMap((node) => {
    const [, name] = /^(\w+)=(["']?)[\w.@:/-]+\2$/.exec(text.slice(node.start, node.end)) ?? [];
    const isOnce = name !== undefined && written.split(new RegExp(`\\b${name}\\+?=`)).length === 2;
    return isOnce ? [name] : [];
  });
}

const SETS_OTHERWISE = /\b(?:read|mapfile|readarray|eval|printf -v|source)\b|(?:^|[;\s])\. /;

const MAX_CONDITION = 2_000;

function readIf(node: SyntaxNode, end: number, add: Add, walk: Walk): void {
  const then = node.children.findIndex(({ type }) => type === "then" || type === "do_group");
  const condition = { start: node.children[0]?.end ?? 0, end: node.children[then]?.start ?? 0 };
  if (then < 0 || condition.end - condition.start > MAX_CONDITION) return;
  const { holds, fails } = factsOf(
    walk.text.slice(condition.start, condition.end).replace(/;\s*$/, ""),
    walk.predicates,
  );
  const body = node.children.slice(then);
  const other = body.find(({ type }) => /^el(?:se|if)_clause$/.test(type));
  add(holds, { start: condition.end, end: other?.start ?? node.end });
  if (other) add(fails, { start: other.start, end: node.end });
  const branch = other ? body.slice(0, body.indexOf(other)) : body;
  if (node.type !== "if_statement" || other) return;
  const isLeft = branch.some((child) => leaves(child, walk.endings));
  add(isLeft ? fails : replaced(fails, branch, walk), { start: node.end, end });
}

function readCase(node: SyntaxNode, end: number, add: Add, walk: Walk): void {
  const subject = node.children[1];
  const name =
    subject &&
    /^["']?\$\{?(\w+)(?::?-[^}"]*)?\}?["']?$/.exec(walk.text.slice(subject.start, subject.end))?.[1];
  if (name === undefined) return;
  const facts: Fact[] = [
    { name, kind: "pattern" },
    { name, kind: "nonempty" },
  ];
  const items = node.children.filter(({ type }) => type === "case_item");
  for (const item of items) if (patternsOf(item, walk.text).every(isStrictGlob)) add(facts, spanOf(item));
  const isMoved = /^\d/.test(name) && /\bshift\b/.test(walk.text.slice(node.start, node.end)); // `$1` is another one then
  if (!isMoved && onlyStrictGoOn(items, name, walk)) add(facts, { start: node.end, end });
}

/** True when what is none of the strict patterns ends the script, or becomes another text. */
function onlyStrictGoOn(items: readonly SyntaxNode[], name: string, walk: Walk): boolean {
  let restLeaves = false;
  let othersAreStrict = true;
  for (const item of items) {
    const patterns = patternsOf(item, walk.text);
    const isLeft = item.children.some(
      (child) => leaves(child, walk.endings) || literallySet(item.children, walk.text).includes(name),
    );
    if (isLeft && patterns.some(takesTheRest)) return true;
    if (isLeft) restLeaves ||= patterns.some((pattern) => pattern === "*");
    else othersAreStrict &&= patterns.every(isStrictGlob);
  }
  return restLeaves && othersAreStrict;
}

/** The grammar has no node for the list of patterns. */
function patternsOf(item: SyntaxNode, text: string): string[] {
  const close = item.children.find(({ type }) => type === ")");
  const written = text.slice(item.start, close?.start ?? item.start).replace(/^\s*\(/, "");
  return written.split("|").map((pattern) => pattern.trim());
}

/** `: "${X:?}"` ends the script when X is empty. */
function readAssertion(node: SyntaxNode, end: number, add: Add, walk: Walk): void {
  if (node.end - node.start > MAX_CONDITION) return;
  const text = walk.text.slice(node.start, node.end);
  if (!text.includes(":?")) return;
  for (const [, name = ""] of text.matchAll(/\$\{(\w+):\?/g))
    add([{ name, kind: "nonempty" }], { start: node.end, end });
}

/** `is_sha() { [[ "$1" =~ ^[0-9a-f]{40}$ ]]; }` */
function predicatesIn(tree: SyntaxNode, text: string): Predicates {
  return new Set(
    functionsIn(tree).flatMap((node) => {
      const body = node.children.find(({ type }) => type === "compound_statement");
      if (!body || body.end - body.start > MAX_CONDITION) return [];
      const inside = text
        .slice(body.start + 1, body.end - 1)
        .replace(/^\s*local\s+(\w+)="?\$\{?1\}?"?\s*[;\n]/, "")
        .trim()
        .replace(/;$/, "");
      const holds = /[\n;]/.test(inside) ? [] : factsOf(inside).holds;
      const subject = /^\s*local\s+(\w+)="?\$\{?1/.exec(text.slice(body.start + 1, body.end))?.[1] ?? "1";
      const isStrict = holds.some(({ name, kind }) => kind === "pattern" && name === subject);
      return isStrict ? (nameOf(node, text) ?? []) : [];
    }),
  );
}
