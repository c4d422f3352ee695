/**
 * Text -> syntax tree of bash, with a fault of the grammar made good: in `a | b | c`, line break, `d && e` it takes `c` and `d` for
 * one command. A line break inside a command can't be (unless escaped), so a semicolon is put in its place and the text parsed anew;
 * the semicolon takes the place of a blank, so offsets hold.
 */
import { descendants, parseSyntax, type SyntaxNode } from "../syntax/syntax-tree.ts";

/** Each round repairs every place it finds; a second one finds what the first one's misreading hid. */
const MAX_ROUNDS = 8;

/** Undefined when parsing took longer than a review may take. */
export function parseShell(text: string): SyntaxNode | undefined {
  let current = text;
  for (let round = 0; ; round++) {
    const tree = parseSyntax("bash", current);
    const places = tree && round < MAX_ROUNDS ? swallowedLineBreaks(tree, current) : [];
    if (places.length === 0) return tree;
    current = withSemicolons(current, places);
  }
}

/** Where a command ends although the tree has it go on in the next line. */
function swallowedLineBreaks(tree: SyntaxNode, text: string): number[] {
  const places: number[] = [];
  for (const node of descendants(tree)) {
    if (node.type !== "command" && node.type !== "declaration_command") continue;
    let end: number | undefined;
    for (const child of node.children) {
      if (child.type === "comment" || child.type.startsWith("heredoc")) continue;
      if (end !== undefined && hasLineBreak(text.slice(end, child.start))) places.push(end);
      end = child.end;
    }
  }
  return places;
}

/** True for a line break that no backslash takes away. */
function hasLineBreak(between: string): boolean {
  return between.includes("\n") && between.replace(/\\\r?\n/g, "").includes("\n");
}

function withSemicolons(text: string, places: readonly number[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const place of places.toSorted((a, b) => a - b)) {
    if (place < from || !/\s/.test(text[place] ?? "")) continue;
    parts.push(text.slice(from, place), ";");
    from = place + 1;
  }
  return parts.join("") + text.slice(from);
}
