/** Method calls of a Ruby program, and the text that stands in their arguments. */
import type { DerivedText, Segment } from "../../source/derived-text.ts";
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";

/** `receiver.method(arguments)`. */
export interface RubyCall {
  /** Name of the method. */
  readonly method: string;
  readonly receiver: SyntaxNode | undefined;
  readonly arguments: readonly SyntaxNode[];
}

/** A program being read. `heredocs` holds the body of each here-document by the node that announces it. */
export interface RubyProgram {
  readonly program: DerivedText;
  readonly heredocs: ReadonlyMap<SyntaxNode, SyntaxNode>;
}

/** Stands for what only Ruby knows in text that is taken out of a program. */
export const COMPUTED = "$_";

/** Reads a call; undefined for other nodes. */
export function callAt(node: SyntaxNode, program: DerivedText): RubyCall | undefined {
  if (node.type !== "call") return undefined;
  const parts = namedChildren(node).filter((child) => !/^(?:argument_list|block|do_block)$/.test(child.type));
  const list = node.children.find((child) => child.type === "argument_list");
  const method = parts.at(-1);
  return {
    method: method ? textOf(method, program) : "",
    receiver: parts.length > 1 ? parts[0] : undefined,
    arguments: list ? namedChildren(list) : [],
  };
}

/** Every node of a tree that may matter, parents first; `partsOf` says where to go on. Walks with a stack of its own. */
export function* walk(
  root: SyntaxNode,
  partsOf: (node: SyntaxNode) => readonly SyntaxNode[] = namedChildren,
): Generator<SyntaxNode> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    for (const part of partsOf(node).toReversed()) pending.push(part);
  }
}

/** Pairs announcements and bodies of here-documents, which come in the same order. */
export function pairHeredocs(root: SyntaxNode): Map<SyntaxNode, SyntaxNode> {
  const beginnings: SyntaxNode[] = [];
  const bodies: SyntaxNode[] = [];
  for (const node of walk(root)) {
    if (node.type === "heredoc_beginning") beginnings.push(node);
    if (node.type === "heredoc_body") bodies.push(node);
  }
  beginnings.sort((a, b) => a.start - b.start);
  bodies.sort((a, b) => a.start - b.start);
  return new Map(beginnings.flatMap((node, index) => (bodies[index] ? [[node, bodies[index]]] : [])));
}

const COLLECTION = /^(?:array|string_array|chained_string)$/;

/** Arguments one by one: the items of arrays and adjacent literals apart, here-documents as their bodies, options left out. */
export function wordsIn(nodes: readonly SyntaxNode[], { heredocs }: RubyProgram): SyntaxNode[] {
  const inside = (node: SyntaxNode) => (COLLECTION.test(node.type) ? namedChildren(node) : []);
  return nodes
    .flatMap((node) => [...walk(node, inside)])
    .filter(({ type }) => !COLLECTION.test(type) && type !== "pair" && type !== "comment")
    .map((node) => heredocs.get(node) ?? node);
}

/** True for what `segmentsOf` can read. */
export function isString({ type }: SyntaxNode): boolean {
  return /^(?:string|bare_string|subshell|heredoc_body)$/.test(type);
}

/** The text of a string with interpolations replaced by `COMPUTED`; the way back to the file is kept. */
export function segmentsOf(string: SyntaxNode, program: DerivedText): Segment[] {
  return namedChildren(string)
    .filter((part) => part.type !== "heredoc_end")
    .map((part) => ({ text: partText(part, program), from: program.toSource(part) }));
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", s: " ", " ": " " };

function partText(part: SyntaxNode, program: DerivedText): string {
  if (part.type === "interpolation") return COMPUTED;
  const text = textOf(part, program);
  if (part.type !== "escape_sequence") return text;
  const escaped = text.slice(1);
  // Escapes by number could spell anything; nobody needs them in a command.
  return /^[0-7xucCM]/.test(escaped) ? COMPUTED : (ESCAPES[escaped] ?? escaped);
}

/** The program's text at a node. */
export function textOf(node: SyntaxNode, program: DerivedText): string {
  return program.text.slice(node.start, node.end);
}
