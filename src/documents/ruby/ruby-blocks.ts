/** What the parameters of blocks stand for: in `Dir["*.key"].map { |path| … }` each is something of what `map` is called on. */
import type { DerivedText } from "../../source/derived-text.ts";
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { textOf } from "./ruby-calls.ts";

/** A block that a part of a program lies in. */
export interface Block {
  readonly names: readonly string[];
  /** What it is called with, as it is written. */
  readonly given: string;
  readonly outer: Block | undefined;
}

/** Every node of a tree, parents first, with the block around it. */
export function* walkInBlocks(
  root: SyntaxNode,
  program: DerivedText,
): Generator<{ readonly node: SyntaxNode; readonly block: Block | undefined }> {
  const pending: { readonly node: SyntaxNode; readonly block: Block | undefined }[] = [
    { node: root, block: undefined },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    const { node, block } = next;
    for (const part of namedChildren(node).toReversed())
      pending.push({ node: part, block: isBlock(part) ? blockOf(part, node, program, block) : block });
  }
}

/** Where a parameter's value comes from; undefined for other names. */
export function givenAs(name: string, block: Block | undefined): string | undefined {
  let around = block;
  for (let depth = 0; around && depth < MAX_DEPTH; depth++) {
    if (around.names.includes(name)) return around.given;
    around = around.outer;
  }
  return undefined;
}

/** People nest no deeper. */
const MAX_DEPTH = 20;

function isBlock({ type }: SyntaxNode): boolean {
  return type === "block" || type === "do_block";
}

function blockOf(block: SyntaxNode, call: SyntaxNode, program: DerivedText, outer: Block | undefined): Block {
  const parameters = block.children.find(({ type }) => type === "block_parameters");
  const names = parameters ? namedChildren(parameters).map((name) => textOf(name, program)) : ["_1", "it"];
  return { names, given: program.text.slice(call.start, Math.min(block.start, call.start + LONGEST)), outer };
}

/** Longer than any path. */
const LONGEST = 300;
