/** Which statements end a script: `exit`, `die`, a function of the script that does, and lists that come to it. */
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import { LEAVING_NAMES } from "./leaving-names.ts";

/** The functions of a script by what comes after a call of them. */
export interface Endings {
  readonly text: string;
  /** Names of functions that end the script. */
  readonly leaving: ReadonlySet<string>;
  /** Names of those that only say something, whatever they are called. */
  readonly staying: ReadonlySet<string>;
}

/** Reads the functions at the top of a script; offsets are those of the text that was parsed. */
export function endingsOf(tree: SyntaxNode, text: string): Endings {
  return {
    text,
    leaving: functionsWith(EXITS, tree, text),
    staying: functionsWithout(FAILS, tree, text),
  };
}

/** The functions a script defines at its top. */
export function functionsIn({ children }: SyntaxNode): SyntaxNode[] {
  return children.filter(({ type }) => type === "function_definition");
}

/** The name of a function, as it is written. */
export function nameOf({ children }: SyntaxNode, text: string): string | undefined {
  const name = children.find(({ type }) => type === "word");
  return name && text.slice(name.start, name.end);
}

/** True when nothing after the node runs. */
export function leaves(node: SyntaxNode, endings: Endings, depth = 0): boolean {
  if (depth > 4) return false;
  if (node.type === "command") {
    const start = endings.text.slice(node.start, Math.min(node.end, node.start + 60));
    const name = /^[\w-]+/.exec(start)?.[0] ?? "";
    return (LEAVING_NAMES.has(name) && !endings.staying.has(name)) || endings.leaving.has(name);
  }
  if (node.type === "list") return listLeaves(node, endings, depth);
  return (
    /^(?:compound_statement|redirected_statement|pipeline)$/.test(node.type) &&
    node.children.some((child) => leaves(child, endings, depth + 1))
  );
}

/** After `ask || exit` and `[ -n "$X" ] && exit` the script may go on; after `echo sorry; exit` and `echo sorry && exit` it doesn't. */
function listLeaves({ children }: SyntaxNode, endings: Endings, depth: number): boolean {
  const [left, operator, right] = children;
  if (!left || !right) return false;
  if (leaves(left, endings, depth + 1)) return true;
  return operator?.type === "&&" && onlySays(left, endings, depth) && leaves(right, endings, depth + 1);
}

/** True for what doesn't fail: an echo, or a function of the script that only says something. */
function onlySays(node: SyntaxNode, endings: Endings, depth: number): boolean {
  if (node.type === "list")
    return (
      depth <= 4 && node.children.every((child) => child.type === "&&" || onlySays(child, endings, depth + 1))
    );
  const [, name = ""] =
    /^(?:>&2\s*)?([\w-]+)/.exec(endings.text.slice(node.start, Math.min(node.end, node.start + 60))) ?? [];
  return /^(?:echo|printf|cat|logger|log|warn)$/.test(name) || endings.staying.has(name);
}

const EXITS = /(?:^|[\s;{])exit(?:\s|;|$)/;

/** What ends the script, or fails so that `set -e` ends it. */
const FAILS =
  /(?:^|[\s;{&|])(?:exit|return|die|fail|abort|bail|fatal|panic|quit|kill|exec|false|source|\.)(?:\s|;|$)/;

function functionsWith(sign: RegExp, tree: SyntaxNode, text: string): Set<string> {
  return new Set(
    functionsIn(tree)
      .filter(({ start, end }) => sign.test(text.slice(start, Math.min(end, start + MAX_FUNCTION))))
      .flatMap((node) => nameOf(node, text) ?? []),
  );
}

const MAX_FUNCTION = 5_000;

function functionsWithout(sign: RegExp, tree: SyntaxNode, text: string): Set<string> {
  const others = functionsWith(sign, tree, text);
  return new Set([...functionsWith(/^/, tree, text)].filter((name) => !others.has(name)));
}
