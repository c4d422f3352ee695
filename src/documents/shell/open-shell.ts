/** Shell text -> `ShellScript`. */
import type { DerivedText } from "../../source/derived-text.ts";
import { namedChildren, parseSyntax, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { embeddedPrograms } from "./embedded-programs.ts";
import { isWord, readHeredocParts, readWord } from "./read-words.ts";
import { type Found, type ShellReading, startReading } from "./reading.ts";
import type { Pipeline, Redirection, ShellCommand, ShellScript, ShellWord, Stage } from "./shell-script.ts";

/** Deeper nesting is not followed: no person writes it, and reading recurses. */
const MAX_DEPTH = 250;

/** Programs inside programs (`ssh host "bash -c '…'"`) are followed this far. */
const MAX_EMBEDDING = 4;

interface Context {
  readonly stages: readonly Stage[];
  readonly runsOn: ShellCommand["runsOn"];
  readonly depth: number;
  readonly embedding: number;
  readonly inFunction: string | undefined;
}

const TOP: Context = { stages: [], runsOn: "here", depth: 0, embedding: 0, inFunction: undefined };

/** Reads a program; undefined when parsing took longer than its budget. The bash grammar must be loaded. */
export function openShell(derived: DerivedText): ShellScript | undefined {
  const found: Found = { commands: [], assignments: [], notFollowed: undefined };
  if (!readProgram(derived, TOP, found)) return undefined;
  const span = derived.toSource({ start: 0, end: derived.text.length });
  const commands = found.commands.toSorted((a, b) => a.span.start - b.span.start);
  return { kind: "shell-script", source: derived.source, span, ...found, commands };
}

function readProgram(derived: DerivedText, context: Context, found: Found): boolean {
  const tree = parseSyntax("bash", derived.text);
  if (!tree) return false;
  readStatements(tree.children, context, startReading(derived, found));
  return true;
}

/** Reads nodes in order; the result holds the commands that belong to the same flow of input and output. */
function readStatements(
  nodes: readonly SyntaxNode[],
  context: Context,
  reading: ShellReading,
): ShellCommand[] {
  return nodes.flatMap((node) => (node.named ? readStatement(node, context, reading) : []));
}

function readStatement(node: SyntaxNode, outer: Context, reading: ShellReading): ShellCommand[] {
  const context = { ...outer, depth: outer.depth + 1 };
  if (context.depth > MAX_DEPTH) {
    reading.found.notFollowed ??= reading.span(node);
    return [];
  }
  switch (node.type) {
    case "command":
      return [readCommand(node, [], context, reading)];
    case "declaration_command":
      return [readDeclaration(node, context, reading)];
    case "variable_assignment":
      readAssignment(node, context, reading);
      return [];
    case "redirected_statement":
      return readRedirected(node, context, reading);
    case "pipeline":
      return readPipeline(node, namedChildren(node), context, reading);
    case "function_definition":
      return readFunction(node, context, reading);
    default:
      if (!isWord(node)) return readStatements(node.children, context, reading);
      wordReader(context, reading)(node);
      return [];
  }
}

function wordReader(context: Context, reading: ShellReading): (node: SyntaxNode) => ShellWord {
  const fresh = { ...context, stages: [] };
  return (node) => readWord(node, reading, (nodes) => readStatements(nodes, fresh, reading));
}

function readCommand(
  node: SyntaxNode,
  redirections: readonly Redirection[],
  context: Context,
  reading: ShellReading,
): ShellCommand {
  const read = wordReader(context, reading);
  for (const child of node.children)
    if (child.type === "variable_assignment") readAssignment(child, context, reading);
  const words = node.children.filter((child) => child.named && isWord(child)).map(read);
  const named = node.children.some((child) => child.type === "command_name");
  const inline = node.children
    .filter((child) => child.type.endsWith("_redirect"))
    .flatMap((child) => readRedirection(child, context, reading));
  return record(
    node,
    named ? words[0] : undefined,
    named ? words.slice(1) : words,
    [...redirections, ...inline],
    context,
    reading,
  );
}

/** `export A=b`, `local x`, `readonly y`: the builtin is a token of the grammar, not a word. */
function readDeclaration(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand {
  for (const child of node.children)
    if (child.type === "variable_assignment") readAssignment(child, context, reading);
  const keyword = node.children[0] ?? node;
  const text = reading.text.slice(keyword.start, keyword.end);
  const part = { kind: "literal", text, segments: [], quotes: "none", span: reading.span(keyword) } as const;
  const name: ShellWord = { ...reading.place(keyword), parts: [part], literal: text };
  return record(
    node,
    name,
    node.children.filter(isWord).map(wordReader(context, reading)),
    [],
    context,
    reading,
  );
}

function record(
  node: SyntaxNode,
  name: ShellWord | undefined,
  words: readonly ShellWord[],
  redirections: readonly Redirection[],
  context: Context,
  reading: ShellReading,
): ShellCommand {
  const { stages, runsOn, inFunction } = context;
  const anchor = anchorOf(context, name?.literal ?? "$");
  const command = {
    ...reading.place(node),
    anchor,
    name,
    arguments: words,
    redirections,
    stages,
    inFunction,
    runsOn,
  };
  reading.found.commands.push(command);
  followEmbedded(command, context, reading);
  return command;
}

function anchorOf({ inFunction }: Context, name: string): string {
  return inFunction === undefined ? name : `${inFunction}/${name}`;
}

function followEmbedded(command: ShellCommand, context: Context, reading: ShellReading): void {
  if (context.embedding >= MAX_EMBEDDING) return;
  for (const { program, runsOn } of embeddedPrograms(command)) {
    const inner = {
      ...context,
      stages: [],
      embedding: context.embedding + 1,
      runsOn: runsOn ?? context.runsOn,
    };
    readProgram(program, inner, reading.found);
  }
}

function readAssignment(node: SyntaxNode, context: Context, reading: ShellReading): void {
  const [target, ...rest] = namedChildren(node);
  const valueNode = rest.find(isWord);
  const value = valueNode && wordReader(context, reading)(valueNode);
  const name = target ? reading.text.slice(target.start, target.end).replace(/\[.*$/s, "") : "";
  reading.found.assignments.push({
    ...reading.place(node),
    anchor: anchorOf(context, `${name}=`),
    name,
    value,
  });
}

function readFunction(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand[] {
  const [name, ...body] = namedChildren(node);
  const inFunction = name && reading.text.slice(name.start, name.end);
  return readStatements(body, { ...context, inFunction }, reading);
}

function readPipeline(
  node: SyntaxNode,
  parts: readonly SyntaxNode[],
  context: Context,
  reading: ShellReading,
): ShellCommand[] {
  const stages: ShellCommand[][] = [];
  const pipeline: Pipeline = { span: reading.span(node), stages };
  for (const [index, part] of parts.entries()) {
    stages.push(
      readStatement(part, { ...context, stages: [...context.stages, { pipeline, index }] }, reading),
    );
  }
  return stages.flat();
}

/**
 * A statement with redirections. After `<<EOF` the grammar files the rest of the line, `| sh` included, under the
 * here-document, so such a tail is put back behind the statement.
 */
function readRedirected(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand[] {
  const [body, ...rest] = namedChildren(node);
  const tail = rest
    .flatMap((child) => child.children.filter((inner) => inner.type === "pipeline"))
    .flatMap(namedChildren);
  if (body && tail.length > 0) {
    const bare = { ...node, children: node.children.map(withoutPipeline) };
    return readPipeline(node, [bare, ...tail], context, reading);
  }
  const redirections = rest.flatMap((child) => readRedirection(child, context, reading));
  if (body?.type === "command") return [readCommand(body, redirections, context, reading)];
  return body ? readStatement(body, context, reading) : [];
}

function withoutPipeline(node: SyntaxNode): SyntaxNode {
  return { ...node, children: node.children.filter((child) => child.type !== "pipeline") };
}

function readRedirection(node: SyntaxNode, context: Context, reading: ShellReading): Redirection[] {
  const operator = node.children.find((child) => !child.named)?.type ?? "";
  const read = wordReader(context, reading);
  if (node.type !== "heredoc_redirect") {
    return [{ operator, target: node.children.filter(isWord).map(read)[0], heredoc: undefined }];
  }
  const inner = node.children
    .filter((child) => child.type.endsWith("_redirect"))
    .flatMap((child) => readRedirection(child, context, reading));
  const delimiter = node.children.find((child) => child.type === "heredoc_start");
  const body = node.children.find((child) => child.type === "heredoc_body");
  if (!delimiter || !body) return inner;
  const quoted = /['"\\]/.test(reading.text.slice(delimiter.start, delimiter.end));
  const commands = (nodes: readonly SyntaxNode[]): ShellCommand[] =>
    readStatements(nodes, { ...context, stages: [] }, reading);
  const parts = readHeredocParts(body, quoted, reading, commands);
  return [{ operator, target: undefined, heredoc: { span: reading.span(body), quoted, parts } }, ...inner];
}
