/** `match sys.argv[1:]:` of Python, whose patterns take apart what is looked at. */
import { descendants, namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { readMixed } from "./grammar.ts";
import type { Expression } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readChecks } from "./read-checks.ts";
import { partsInside } from "./syntax-shapes.ts";

/** The names in `case ["rollback", version]:` get what stands there. */
export function readMatch(node: SyntaxNode, reading: Reading): Expression {
  const [subject, ...body] = partsInside(node);
  if (!subject) return readMixed(node, reading);
  const items = reading.read(subject);
  for (const part of body) reading.readBlock([part], part);
  for (const clause of body.flatMap(namedChildren))
    for (const name of namedChildren(clause)
      .filter(isPattern)
      .flatMap((one) => capturesIn(one, reading)))
      reading.assign(name, reading.name(name), items);
  readChecks(node, subject, body, reading);
  return reading.group("mixed", node, []);
}

function isPattern({ type }: SyntaxNode): boolean {
  return type === "case_pattern";
}

/** `version`, `*words`, `str() as text`; `"web" | "jobs" as role` can be nothing else. */
function capturesIn(pattern: SyntaxNode, reading: Reading): SyntaxNode[] {
  return [...descendants(pattern)].flatMap((node): SyntaxNode[] => {
    const children = namedChildren(node);
    if (node.type === "splat_pattern") return children;
    if (node.type === "as_pattern") return SPELLED_OUT.test(reading.text(node)) ? [] : children.slice(-1);
    return isPattern(node)
      ? children.filter((one) => one.type === "dotted_name" && isName(one, reading))
      : [];
  });
}

const SPELLED_OUT = /^["'][^"']*["'](?:\s*\|\s*["'][^"']*["'])*\s+as\s/;

/** A dotted name is compared, and `_` is no name. */
function isName(node: SyntaxNode, reading: Reading): boolean {
  return /^(?!_$)\w+$/.test(reading.text(node));
}
