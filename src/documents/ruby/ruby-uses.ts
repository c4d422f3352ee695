/** What a Ruby program calls and which texts it gives names to, for rules about more than started programs. */
import type { DerivedText } from "../../source/derived-text.ts";
import type { Place } from "../../source/source-text.ts";
import { namedChildren, parseSyntax, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { resultStrings } from "./result-strings.ts";
import { type Block, givenAs, walkInBlocks } from "./ruby-blocks.ts";
import { callAt, textOf } from "./ruby-calls.ts";

/** One method call. */
export interface RubyUse extends Place {
  /** What it is called on, e.g. "File"; empty for nothing. */
  readonly receiver: string;
  readonly method: string;
  /** The first argument when it is a plain string or symbol. */
  readonly argument: string | undefined;
  /** The beginning of the first argument as it is written, whatever it is; of what a block is given, where that comes from. */
  readonly written: string;
  /** The second argument when it is a plain string, such as the mode of `File.open`. */
  readonly second: string | undefined;
  /** True when there are arguments at all. */
  readonly takesArguments: boolean;
}

/** `name = "text"`, `ENV["NAME"] ||= "text"`, `name: "text"`, `ENV.store("NAME", "text")`. The span is that of the text. */
export interface RubySetting extends Place {
  readonly name: string;
}

/** All of it, in file order. */
export interface RubyUses {
  readonly calls: readonly RubyUse[];
  readonly settings: readonly RubySetting[];
  /** The texts that a statement of its own may give, such as `ENV["NAME"].presence || "text"`. */
  readonly results: readonly Place[];
}

/** A receiver or name that is longer says nothing to a rule. */
const LONGEST_NAME = 80;

/** Longer than any path. */
const LONGEST_ARGUMENT = 300;

/** Reads a program; undefined when parsing took longer than its budget. Needs the ruby grammar. */
export function readRubyUses(program: DerivedText): RubyUses | undefined {
  const tree = parseSyntax("ruby", program.text);
  if (!tree) return undefined;
  const nodes = [...walkInBlocks(tree, program)];
  return {
    calls: nodes.flatMap(({ node, block }) => useAt(node, program, block) ?? []),
    settings: nodes.flatMap(({ node }) => settingsAt(node, program)),
    results: namedChildren(tree)
      .filter(({ type }) => !SETTING.test(type))
      .flatMap((node) => resultsOf(node, program)),
  };
}

function useAt(node: SyntaxNode, program: DerivedText, block: Block | undefined): RubyUse | undefined {
  const call = callAt(node, program);
  if (!call) return undefined;
  const { method, receiver, arguments: words } = call;
  const place = { source: program.source, span: program.toSource(node), anchor: method };
  return {
    ...place,
    method,
    receiver: receiver ? textOf(receiver, program).slice(0, LONGEST_NAME) : "",
    argument: symbol(words[0], program) ?? plainString(words[0], program)?.text,
    written: words[0] ? writtenAt(words[0], program, block).slice(0, LONGEST_ARGUMENT) : "",
    second: plainString(words[1], program)?.text,
    takesArguments: words.length > 0,
  };
}

function writtenAt(node: SyntaxNode, program: DerivedText, block: Block | undefined): string {
  const text = textOf(node, program);
  return (node.type === "identifier" ? givenAs(text, block) : undefined) ?? text;
}

const SETTING = /^(?:assignment|operator_assignment|pair)$/;

function settingsAt(node: SyntaxNode, program: DerivedText): RubySetting[] {
  if (node.type === "call") return [...storedBy(node, program), ...fallbackOfFetch(node, program)];
  if (node.type === "binary") return fallbackOfLookup(node, program);
  if (!SETTING.test(node.type)) return [];
  const [left, right] = namedChildren(node);
  if (!left || !right) return [];
  const name = nameIn(textOf(left, program).slice(0, LONGEST_NAME));
  return resultsOf(right, program).map((place) => ({ ...place, anchor: name, name }));
}

/** `ENV.store("NAME", "text")` */
function storedBy(node: SyntaxNode, program: DerivedText): RubySetting[] {
  const call = callAt(node, program);
  const name = call?.method === "store" ? plainString(call.arguments[0], program)?.text : undefined;
  const value = call?.arguments[1];
  if (name === undefined || !value) return [];
  return resultsOf(value, program).map((place) => ({ ...place, anchor: name, name }));
}

/** `ENV.fetch("NAME", "text")` */
function fallbackOfFetch(node: SyntaxNode, program: DerivedText): RubySetting[] {
  const call = callAt(node, program);
  const isFetch = call?.method === "fetch" && call.receiver && textOf(call.receiver, program) === "ENV";
  const name = isFetch ? plainString(call.arguments[0], program)?.text : undefined;
  return name === undefined
    ? []
    : resultsOf(node, program).map((place) => ({ ...place, anchor: name, name }));
}

/** `ENV["NAME"] || "text"` */
function fallbackOfLookup(node: SyntaxNode, program: DerivedText): RubySetting[] {
  const [left, right] = namedChildren(node);
  const [, name] = /^ENV\[["'](\w+)["']\](?:\.presence)?$/.exec(left ? textOf(left, program) : "") ?? [];
  if (name === undefined || !right) return [];
  return resultsOf(right, program).map((place) => ({ ...place, anchor: name, name }));
}

function resultsOf(node: SyntaxNode, program: DerivedText): Place[] {
  return resultStrings(node, program).flatMap((string) => {
    const text = plainString(string, program);
    return text ? [{ source: program.source, span: program.toSource(text.node), anchor: "" }] : [];
  });
}

/** `ENV["NAME"]` sets NAME, `config.password` sets password. */
function nameIn(left: string): string {
  return /\[\s*:?["']?(\w+)["']?\s*\]$/.exec(left)?.[1] ?? /(\w+)["']?$/.exec(left)?.[1] ?? "";
}

function symbol(node: SyntaxNode | undefined, program: DerivedText): string | undefined {
  return node?.type === "simple_symbol" ? textOf(node, program).slice(1) : undefined;
}

/** The content of a string without interpolation or escapes. */
function plainString(
  node: SyntaxNode | undefined,
  program: DerivedText,
): { readonly text: string; readonly node: SyntaxNode } | undefined {
  const [content, ...others] = node?.type === "string" ? namedChildren(node) : [];
  if (content?.type !== "string_content" || others.length > 0) return undefined;
  return { text: textOf(content, program), node: content };
}
