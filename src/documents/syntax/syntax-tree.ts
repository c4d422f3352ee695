/**
 * Program text -> syntax tree, by tree-sitter grammars compiled to WebAssembly. The only file that knows
 * `@vscode/tree-sitter-wasm`. Broken programs give a tree too, with ERROR nodes where structure is lost.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { Language, Parser, Tree, TreeCursor } from "@vscode/tree-sitter-wasm";

/** Languages a grammar can be loaded for. */
export type GrammarName = "bash" | "ruby" | "python" | "javascript" | "typescript" | "tsx";

/** A node with its offsets in the parsed text. Anonymous nodes (keywords, punctuation) are included, without children. */
export interface SyntaxNode {
  readonly type: string;
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** Parsing stops after this many milliseconds; a megabyte of ordinary shell takes about 500. */
const PARSE_BUDGET_MS = 3_000;

interface LoadedGrammar {
  readonly parser: Parser;
  readonly typeNames: readonly string[];
  readonly typeIsNamed: readonly boolean[];
}

const loaded = new Map<GrammarName, LoadedGrammar>();
const loading = new Map<GrammarName, Promise<LoadedGrammar>>();

/** Loads what the named languages need; to be awaited once before documents of these languages are opened. */
export async function loadGrammars(names: Iterable<GrammarName>): Promise<void> {
  for (const name of names) {
    if (loaded.has(name)) continue;
    // a file with many programs asks for each at once, before the first load is done
    const pending = loading.get(name) ?? loadGrammar(name);
    loading.set(name, pending);
    loaded.set(name, await pending);
  }
}

/**
 * V8 otherwise recompiles the grammars' huge lexer functions for speed after a few lines of shell, which takes 500 MB and half
 * a second in the background; the process can't end meanwhile. The first compiler's code is fast enough.
 */
function keepFirstCompilersCode(): void {
  setFlagsFromString("--wasm-tiering-budget=2147483647");
}

async function loadGrammar(name: GrammarName): Promise<LoadedGrammar> {
  keepFirstCompilersCode();
  const require = createRequire(import.meta.url);
  const treeSitter = require("@vscode/tree-sitter-wasm") as typeof import("@vscode/tree-sitter-wasm");
  await treeSitter.Parser.init();
  const wasm = require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
  const language: Language = await treeSitter.Language.load(await readFile(wasm));
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  const ids = Array.from({ length: language.nodeTypeCount }, (_, id) => id);
  return {
    parser,
    typeNames: ids.map((id) => language.nodeTypeForId(id) ?? ""),
    typeIsNamed: ids.map((id) => language.nodeTypeIsNamed(id)),
  };
}

/**
 * Parses a text; undefined when it took longer than the budget. Throws when the grammar was not loaded, which is a bug
 * of the caller.
 */
export function parseSyntax(name: GrammarName, text: string): SyntaxNode | undefined {
  const grammar = loaded.get(name);
  if (!grammar) throw new Error(`the ${name} grammar is not loaded; await loadGrammars first`);
  const deadline = performance.now() + PARSE_BUDGET_MS;
  const tree: Tree | null = grammar.parser.parse(text, null, {
    progressCallback: () => performance.now() > deadline,
  });
  if (tree === null) {
    grammar.parser.reset();
    return undefined;
  }
  try {
    return copyTree(tree, grammar, text.length);
  } finally {
    tree.delete();
  }
}

interface Growing extends SyntaxNode {
  readonly children: Growing[];
}

/**
 * Copies the tree out of WebAssembly in one pass, with a stack of its own since depth is the author's choice. Each
 * property costs a call into WebAssembly, hence the type tables and the computed end of anonymous nodes.
 */
function copyTree(tree: Tree, grammar: LoadedGrammar, length: number): SyntaxNode {
  const cursor = tree.walk();
  const root: Growing = { type: "program", named: true, start: 0, end: length, children: [] };
  const ancestors = [root];
  let down = cursor.gotoFirstChild();
  while (down) {
    const node = copyNode(cursor, grammar);
    ancestors.at(-1)?.children.push(node);
    if (node.named && cursor.gotoFirstChild()) {
      ancestors.push(node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      ancestors.pop();
      down = cursor.gotoParent() && ancestors.length > 0;
      if (!down) break;
    }
  }
  cursor.delete();
  return root;
}

const ERROR_TYPE = 65_535;

function copyNode(cursor: TreeCursor, grammar: LoadedGrammar): Growing {
  const id = cursor.nodeTypeId;
  const start = cursor.startIndex;
  const type = id === ERROR_TYPE ? "ERROR" : (grammar.typeNames[id] ?? "");
  const named = id === ERROR_TYPE || (grammar.typeIsNamed[id] ?? true);
  return { type, named, start, end: named ? cursor.endIndex : start + type.length, children: [] };
}

/** Children that are nodes of the grammar, not punctuation. */
export function namedChildren(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.named);
}

/** All nodes below one, in the order of the text; with a stack of its own, since depth is the author's choice. */
export function* descendants(root: SyntaxNode): Generator<SyntaxNode> {
  const rows = [{ nodes: root.children, next: 0 }];
  for (let row = rows.at(-1); row !== undefined; row = rows.at(-1)) {
    const node = row.nodes[row.next++];
    if (!node) rows.pop();
    else {
      yield node;
      if (node.children.length > 0) rows.push({ nodes: node.children, next: 0 });
    }
  }
}
