/** Ruby's pattern matching: `case ARGV in ["rollback", version]`. What a pattern binds comes from the value that is matched. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { letThrough } from "./let-through.ts";
import type { Expression } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readBranchOfMatch } from "./read-checks.ts";

/** Each branch knows what its pattern binds; gives what the branches come to. */
export function readMatch(node: SyntaxNode, reading: Reading): Expression {
  const [subject, ...clauses] = namedChildren(node);
  if (!subject) return reading.group("mixed", node, []);
  const value = reading.read(subject);
  const outside = reading.block;
  const results = clauses.flatMap((clause) => {
    reading.block = reading.span(clause);
    const children = namedChildren(clause);
    const bodies = clause.type === "in_clause" ? children.filter(({ type }) => type === "then") : [clause];
    for (const part of children.filter((child) => !bodies.includes(child)))
      bind(part, value, clause, reading);
    readBranchOfMatch(subject, clause, reading);
    return reading.readAll(bodies).slice(-1);
  });
  reading.block = outside;
  return reading.group("either", node, results);
}

/** `ENV.to_h => { "REF" => ref }`, `args in [name]`. */
export function readMatchStatement(node: SyntaxNode, reading: Reading): Expression {
  const [subject, ...patterns] = namedChildren(node);
  if (!subject) return reading.group("mixed", node, []);
  const value = reading.read(subject);
  for (const pattern of patterns) bind(pattern, value, undefined, reading);
  return value;
}

/** Patterns of people are small. */
const MAX_PARTS = 200;

function bind(
  pattern: SyntaxNode,
  value: Expression,
  branch: SyntaxNode | undefined,
  reading: Reading,
): void {
  const pending = [pattern];
  for (let steps = 0; steps < MAX_PARTS; steps++) {
    const part = pending.shift();
    if (!part) return;
    const [first, second] = namedChildren(part);
    if (part.type === "identifier") reading.assign(part, reading.name(part), value);
    else if (part.type === "keyword_pattern" && first && !second)
      reading.assign(part, reading.text(first), reading.member(part, value, { name: reading.text(first) }));
    else if (part.type === "as_pattern" && first && second) {
      reading.assign(part, reading.name(second), value);
      const extent = branch && letThrough(first, reading);
      if (branch && extent) {
        const holds = { start: reading.span(part).end, end: reading.span(branch).end };
        const ofLine = extent === "line";
        const { scope } = reading;
        reading.checks.push({ name: reading.text(second), onlyPath: false, ofLine, scope, holds });
      }
      pending.push(first);
    } else if (!/^(?:constant|string|regex|if_guard|unless_guard)$/.test(part.type))
      pending.push(...namedChildren(part));
  }
}
