/** The places where a Ruby program starts another program: backticks, `%x`, `system` and its relatives. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { Place } from "../../source/source-text.ts";
import { openShell } from "../shell/open-shell.ts";
import type { ShellScript } from "../shell/shell-script.ts";
import { namedChildren, parseSyntax, type SyntaxNode } from "../syntax/syntax-tree.ts";

/** One such place. */
export interface RubyCommand extends Place {
  /** How it is started: "backticks", or the name of the method. */
  readonly via: string;
  /** What runs, read as shell text; undefined when no part of it is known before Ruby runs. */
  readonly shell: ShellScript | undefined;
  /** True when a part of the command is computed by Ruby. */
  readonly computed: boolean;
}

/** Methods of Kernel that start programs; the others need one of the receivers below. */
const KERNEL_METHODS = new Set(["system", "exec", "spawn", "fork"]);
const STARTING_RECEIVERS: Readonly<Record<string, RegExp>> = {
  Kernel: /^(?:system|exec|spawn|fork)$/,
  Process: /^(?:spawn|exec|fork)$/,
  IO: /^popen$/,
  PTY: /^spawn$/,
  Open3: /^(?:capture2|capture2e|capture3|popen2|popen2e|popen3|pipeline\w*)$/,
};

/** Finds them all; undefined when parsing took longer than its budget. Needs the ruby and bash grammars. */
export function readRubyCommands(program: DerivedText): RubyCommand[] | undefined {
  const tree = parseSyntax("ruby", program.text);
  if (!tree) return undefined;
  const commands: RubyCommand[] = [];
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const command = commandAt(node, program);
    if (command) commands.push(command);
    pending.push(...namedChildren(node));
  }
  return commands.sort((a, b) => a.span.start - b.span.start);
}

function commandAt(node: SyntaxNode, program: DerivedText): RubyCommand | undefined {
  if (node.type === "subshell") return startedBy("backticks", node, [node], program);
  if (node.type === "identifier" && node.children.length === 0) return bareCall(node, program);
  if (node.type !== "call") return undefined;
  const [target, method] = calledMethod(node, program);
  if (!startsPrograms(target, method, node, program)) return undefined;
  return startedBy(method, node, argumentsOf(node), program);
}

/** `fork` alone is a call without arguments, which the grammar shows as a plain name. */
function bareCall(node: SyntaxNode, program: DerivedText): RubyCommand | undefined {
  return textOf(node, program) === "fork" ? startedBy("fork", node, [], program) : undefined;
}

function calledMethod(call: SyntaxNode, program: DerivedText): [target: string, method: string] {
  const parts = namedChildren(call).filter((child) => !/^(?:argument_list|block|do_block)$/.test(child.type));
  const [first, second] = parts;
  if (!first) return ["", ""];
  return second ? [textOf(first, program), textOf(second, program)] : ["", textOf(first, program)];
}

function startsPrograms(target: string, method: string, call: SyntaxNode, program: DerivedText): boolean {
  if (target === "" || target === "self") {
    return KERNEL_METHODS.has(method) || (method === "open" && firstText(call, program).startsWith("|"));
  }
  return Object.hasOwn(STARTING_RECEIVERS, target) && STARTING_RECEIVERS[target]?.test(method) === true;
}

function firstText(call: SyntaxNode, program: DerivedText): string {
  const [first] = argumentsOf(call);
  return first ? textOf(first, program).replace(/^["']/, "") : "";
}

function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  const list = call.children.find((child) => child.type === "argument_list");
  return list
    ? namedChildren(list).flatMap((child) => (child.type === "array" ? namedChildren(child) : [child]))
    : [];
}

function startedBy(
  via: string,
  node: SyntaxNode,
  words: readonly SyntaxNode[],
  program: DerivedText,
): RubyCommand {
  const texts = words.filter((word) => /^(?:string|subshell|heredoc_body)$/.test(word.type));
  const segments = texts.flatMap((word, index) => [
    ...(index > 0 ? [gap(word, program)] : []),
    ...segmentsOf(word, program),
  ]);
  const known = segments.some((segment) => /\w/.test(segment.text) && segment.text !== COMPUTED);
  return {
    source: program.source,
    span: program.toSource(node),
    anchor: via,
    via,
    shell: known ? openShell(deriveText(program.source, segments)) : undefined,
    computed: texts.length < words.length || segments.some((segment) => segment.text === COMPUTED),
  };
}

/** Stands for the result of an interpolation in the text handed to the shell reader. */
const COMPUTED = "$_";

function segmentsOf(word: SyntaxNode, program: DerivedText): Segment[] {
  return namedChildren(word).map((part) => ({
    text: part.type === "interpolation" ? COMPUTED : textOf(part, program),
    from: program.toSource(part),
  }));
}

function gap(word: SyntaxNode, program: DerivedText): Segment {
  const { start } = program.toSource(word);
  return { text: " ", from: { start, end: start } };
}

function textOf(node: SyntaxNode, program: DerivedText): string {
  return program.text.slice(node.start, node.end);
}
