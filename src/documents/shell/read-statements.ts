/** Statement nodes of the bash grammar -> commands and assignments. */
import type { Span } from "../../source/span.ts";
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import { asProgram, carriedTexts, embeddedPrograms, spellsOut } from "./embedded-programs.ts";
import { followHanding, handingOf, knownSoFar } from "./handing-functions.ts";
import { spelledOut, withElements } from "./kept-commands.ts";
import { withKeptTexts } from "./kept-texts.ts";
import { pipedPrograms } from "./piped-programs.ts";
import { type Prefix, prefixesOfAlias, prefixOf } from "./prefix-functions.ts";
import { isRedirection, pushedDown, readRedirection } from "./read-redirections.ts";
import { isWord, type ReadCommands, readWord } from "./read-words.ts";
import type { ShellReading } from "./reading.ts";
import { isTextForShell } from "./setting-texts.ts";
import type { Pipeline, Redirection, ShellCommand, ShellWord, Stage } from "./shell-script.ts";

/** Deeper nesting is not followed: no person writes it, and reading recurses. */
const MAX_DEPTH = 250;

/** What stands around a statement. */
export interface Context {
  readonly stages: readonly Stage[];
  readonly surrounding: readonly Redirection[];
  readonly runsOn: ShellCommand["runsOn"];
  readonly depth: number;
  /** How many programs this one stands in. */
  readonly embedding: number;
  /** How often reading resumed after something the grammar can't read. */
  readonly resumed: number;
  readonly inFunction: string | undefined;
  /** The innermost `if` or `case` around. */
  readonly branch: Span | undefined;
  readonly within: ShellCommand | undefined;
  readonly captured: boolean;
}

/** Reads nodes in order; the result holds the commands that belong to the same flow of input and output. */
export function readStatements(
  nodes: readonly SyntaxNode[],
  context: Context,
  reading: ShellReading,
): ShellCommand[] {
  const commands: ShellCommand[] = [];
  for (const node of flattened(nodes))
    if (node.named) for (const command of readStatement(node, context, reading)) commands.push(command);
  return commands;
}

/** `a && b && c` nests to the left, one level for each `&&`; here it is a row. */
function* flattened(nodes: readonly SyntaxNode[]): Generator<SyntaxNode> {
  for (const node of nodes) {
    if (node.type !== "list") {
      yield node;
      continue;
    }
    const levels: SyntaxNode[] = [];
    let first: SyntaxNode | undefined = node;
    for (; first?.type === "list"; first = first.children[0]) levels.push(first);
    if (first) yield first;
    for (const list of levels.reverse()) yield* list.children.slice(1);
  }
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
      return readPipeline(node, context, reading);
    case "function_definition":
      return readFunction(node, context, reading);
    case "list":
      return readStatements([node], outer, reading);
    case "for_statement":
      return readLoop(node, context, reading);
    case "if_statement":
    case "case_statement":
      return readStatements(node.children, { ...context, branch: reading.span(node) }, reading);
    case "file_redirect":
      return context.captured ? [readFileOnly(node, context, reading)] : [];
    default:
      if (!isWord(node)) return readStatements(node.children, context, reading);
      wordReader(context, reading)(node);
      return [];
  }
}

function commandReader(context: Context, reading: ShellReading): ReadCommands {
  return (nodes) =>
    readStatements(nodes, { ...context, stages: [], surrounding: [], captured: true }, reading);
}

function wordReader(context: Context, reading: ShellReading): (node: SyntaxNode) => ShellWord {
  const readCommands = commandReader(context, reading);
  return (node) => readWord(node, reading, readCommands);
}

function readCommand(
  node: SyntaxNode,
  outside: readonly Redirection[],
  context: Context,
  reading: ShellReading,
): ShellCommand {
  for (const child of node.children)
    if (child.type === "variable_assignment") readAssignment(child, context, reading);
  const written = node.children.filter(isWord).map(wordReader(context, reading));
  const named = node.children.some((child) => child.type === "command_name");
  const redirections = [
    ...outside,
    ...node.children.filter(isRedirection).map(redirectionReader(context, reading)),
  ];
  const { assignments } = reading.found;
  const words = withElements(named ? spelledOut(written, assignments) : written, assignments);
  const [name, rest] = named ? [words[0], words.slice(1)] : [undefined, words];
  return record(node, { name, arguments: rest, redirections }, context, reading);
}

/** `$(<file)` */
function readFileOnly(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand {
  const redirections = [redirectionReader(context, reading)(node)];
  return record(node, { name: undefined, arguments: [], redirections }, context, reading);
}

function redirectionReader(context: Context, reading: ShellReading): (node: SyntaxNode) => Redirection {
  const readCommands = commandReader(context, reading);
  return (node) => readRedirection(node, reading, readCommands);
}

/** `export A=b`, `local x`, `readonly y`: the builtin is a token of the grammar, not a word. */
function readDeclaration(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand {
  for (const child of node.children)
    if (child.type === "variable_assignment") readAssignment(child, context, reading);
  const keyword = node.children[0] ?? node;
  const text = reading.text.slice(keyword.start, keyword.end);
  const part = { kind: "literal", text, segments: [], quotes: "none", span: reading.span(keyword) } as const;
  const name: ShellWord = { ...reading.place(keyword), parts: [part], literal: text };
  const words = node.children.filter(isDeclared).map(wordReader(context, reading));
  return record(node, { name, arguments: words, redirections: [] }, context, reading);
}

/** `export NAME` names a variable and sets none. */
function isDeclared(node: SyntaxNode): boolean {
  return isWord(node) || node.type === "variable_name";
}

function record(
  node: SyntaxNode,
  own: Pick<ShellCommand, "name" | "arguments" | "redirections">,
  context: Context,
  reading: ShellReading,
): ShellCommand {
  const { stages, surrounding, runsOn, inFunction, within, captured } = context;
  const anchor = anchorOf(context, own.name?.literal ?? "$");
  const { source, span } = reading.place(node);
  const around = { surrounding, stages, inFunction, runsOn, within, captured };
  const plain: ShellCommand = { source, span, anchor, ...own, ...around };
  const { handsOn, program: handed } = followHanding(plain, reading.found.handing);
  const standsFor = handsOn === undefined && !handed ? wordsBehind(plain, reading.found.prefixes) : undefined;
  const command: ShellCommand = standsFor
    ? { ...plain, standsFor }
    : handsOn === undefined
      ? plain
      : { ...plain, handsOn };
  reading.found.commands.push(command);
  const programs = handed ?? embeddedPrograms(command);
  for (const program of programs) reading.follow(program, command.span, context);
  if (programs.length === 0) followKept(command, context, reading);
  if (inFunction !== undefined) learn(command, inFunction, reading.found);
  for (const [alias, prefix] of prefixesOfAlias(command)) reading.found.prefixes.set(alias, prefix);
  return command;
}

/** `eval "$steps"`; what several commands run is read for the first of each place. */
function followKept(command: ShellCommand, context: Context, reading: ShellReading): void {
  const { assignments, keptFollowed } = reading.found;
  if (carriedTexts(command).length === 0) return;
  for (const program of withKeptTexts(command, assignments).flatMap(embeddedPrograms)) {
    const { start } = program.program.toSource({ start: 0, end: 0 });
    const key = `${start} ${program.runsOn ?? context.runsOn}`;
    if (!keptFollowed.has(key)) reading.follow(program, command.span, context);
    keptFollowed.add(key);
  }
}

/** What a function hands on is known by the first command in it that does. */
function learn(command: ShellCommand, inFunction: string, found: ShellReading["found"]): void {
  if (found.handing.has(inFunction)) return;
  const known = knownSoFar(found.commands, found.assignments);
  const handing = handingOf(command, known, found.handing);
  const prefix = handing || found.prefixes.has(inFunction) ? undefined : prefixOf(command, known);
  if (handing) found.handing.set(inFunction, handing);
  if (prefix) found.prefixes.set(inFunction, prefix);
}

/** What the call of a function stands for; inside of it, its name is that of a program. */
function wordsBehind(
  { name, arguments: words, inFunction }: ShellCommand,
  prefixes: ReadonlyMap<string, Prefix>,
): ShellWord[] | undefined {
  const called = name?.literal ?? "";
  const prefix = called === inFunction ? undefined : prefixes.get(called);
  return prefix && [...prefix.words, ...words.slice(prefix.dropped)];
}

function anchorOf({ inFunction }: Context, name: string): string {
  return inFunction === undefined ? name : `${inFunction}/${name}`;
}

function readAssignment(node: SyntaxNode, context: Context, reading: ShellReading): void {
  const [target, ...rest] = namedChildren(node);
  const valueNode = rest.find(isWord);
  const value = valueNode && wordReader(context, reading)(valueNode);
  const name = target ? reading.text.slice(target.start, target.end).replace(/\[.*$/s, "") : "";
  const { inFunction, branch } = context;
  const anchor = anchorOf(context, `${name}=`);
  const place = reading.place(node);
  reading.found.assignments.push({ ...place, anchor, name, value, inFunction, branch });
  if (!value || !isTextForShell(name) || !spellsOut(value.parts)) return;
  const program = asProgram([value.parts], place.source);
  const carrier = { ...context, ...place, name: undefined, arguments: [value], redirections: [] };
  reading.follow({ program, runsOn: undefined, carrier, captured: true }, place.span, context);
}

/** `for NAME in a b`: the variable holds one word after the other. */
function readLoop(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand[] {
  const variable = node.children.find((child) => child.type === "variable_name");
  const name = variable ? reading.text.slice(variable.start, variable.end) : "";
  const { inFunction, branch } = context;
  const at = { ...reading.place(variable ?? node), anchor: anchorOf(context, `${name}=`) };
  for (const value of node.children.filter(isWord).map(wordReader(context, reading)))
    reading.found.assignments.push({ ...at, name, value, inFunction, branch });
  const body = node.children.filter((child) => !isWord(child));
  return readStatements(body, context, reading);
}

function readFunction(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand[] {
  const [name, ...body] = namedChildren(node);
  const inFunction = name && reading.text.slice(name.start, name.end);
  return readStatements(body, { ...context, inFunction, branch: undefined }, reading);
}

function readPipeline(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand[] {
  const stages: ShellCommand[][] = [];
  const pipeline: Pipeline = { span: reading.span(node), stages };
  for (const [index, part] of namedChildren(node).entries()) {
    const stage = { ...context, stages: [...context.stages, { pipeline, index }] };
    stages.push(readStatement(part, stage, reading));
  }
  for (const program of pipedPrograms(pipeline, reading.found.assignments))
    reading.follow(program, pipeline.span, context);
  return stages.flat();
}

function readRedirected(node: SyntaxNode, context: Context, reading: ShellReading): ShellCommand[] {
  const [body, ...redirects] = namedChildren(node);
  if (!body) return [];
  if (body.type === "pipeline" || body.type === "list")
    return readStatement(pushedDown(body, redirects), context, reading);
  const redirections = redirects.filter(isRedirection).map(redirectionReader(context, reading));
  if (body.type === "command") return [readCommand(body, redirections, context, reading)];
  const surrounding = [...redirections, ...context.surrounding];
  return readStatement(body, { ...context, surrounding }, reading);
}
