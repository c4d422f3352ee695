/** How a grammar's nodes become the vocabulary of programs: one table for each language, and one walk. */
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Expression } from "./program.ts";
import type { Reading, ReadNode } from "./program-reading.ts";
import { readText } from "./read-text.ts";

/** Types of nodes, with blanks between them. */
type Types = string;

/** What the nodes of a language are, by their types. */
export interface Grammar {
  readonly names: Types;
  /** Strings, with the values that are put into them. */
  readonly texts: Types;
  /** Strings one after the other. */
  readonly joined: Types;
  readonly lists: Types;
  readonly spreads: Types;
  readonly constants: Types;
  /** What has no value: types of TypeScript, comments. */
  readonly nothing: Types;
  /** Generators give back what they yield, item by item. */
  readonly returns: Types;
  /** What is read in a way of its own. */
  readonly others: Readonly<Record<Types, ReadNode>>;
}

/** Reads any node; of those that the grammar doesn't list, what is inside of them. */
export function readerOf(grammar: Grammar): ReadNode {
  const { names, texts, joined, lists, spreads, constants, nothing, returns, others } = grammar;
  const group =
    (kind: "joined" | "list" | "spread"): ReadNode =>
    (node, reading) =>
      reading.group(kind, node, reading.readAll(node.children));
  const table: readonly (readonly [Types, ReadNode])[] = [
    [names, (node, reading) => reading.name(node)],
    [texts, (node, reading) => readText(node, reading)],
    [joined, group("joined")],
    [lists, group("list")],
    [spreads, group("spread")],
    [constants, (node, reading) => reading.constant(node)],
    [nothing, (node, reading) => reading.nothing(node)],
    [returns, readReturn],
    ...Object.entries(others),
  ];
  const byType = new Map(table.flatMap(([types, read]) => types.split(" ").map((type) => [type, read])));
  return (node, reading) => (byType.get(node.type) ?? readMixed)(node, reading);
}

/** A value that is somehow made of what is inside. */
export function readMixed(node: SyntaxNode, reading: Reading): Expression {
  return reading.group("mixed", node, reading.readAll(node.children));
}

function readReturn(node: SyntaxNode, reading: Reading): Expression {
  const values = reading.readAll(node.children);
  reading.returned.push(...values);
  return reading.group("mixed", node, values);
}
