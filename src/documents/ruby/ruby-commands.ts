/** The places where a Ruby program starts another program: backticks, `%x`, `system` and its relatives. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { Place } from "../../source/source-text.ts";
import { openShell, type ShellSetting } from "../shell/open-shell.ts";
import type { ShellScript } from "../shell/shell-script.ts";
import { namedChildren, parseSyntax, type SyntaxNode } from "../syntax/syntax-tree.ts";
import {
  COMPUTED,
  callAt,
  isString,
  pairHeredocs,
  type RubyCall,
  type RubyProgram,
  segmentsOf,
  textOf,
  walk,
  wordsIn,
} from "./ruby-calls.ts";

/** One such place. */
export interface RubyCommand extends Place {
  /** How it is started: "backticks", or the name of the method. */
  readonly via: string;
  /** What runs, read as shell text; undefined when no part of it is known before Ruby runs. */
  readonly shell: ShellScript | undefined;
  /** True when a part of the command is computed by Ruby. */
  readonly computed: boolean;
}

/** Methods that start programs, whatever they are called on: Kernel, Process, IO, Open3, PTY or nothing at all. */
const STARTING =
  /^(?:system|exec|spawn|fork|`|popen(?:[23]e?)?|capture(?:2e?|3)|pipeline(?:_\w+)?|getpty|syscall)$/;

/** Methods that start a program when the name of the file begins with a pipe. */
const OPENING = /^(?:open|read|readlines|foreach|write|binread|binwrite)$/;

/** Methods that call the method their first argument names. */
const CALLING = /^(?:send|__send__|public_send|method|public_method|instance_method)$/;

/** Methods that run text as Ruby; with a block they only run the block. */
const EVALUATING = /^(?:(?:instance|class|module)_)?eval$/;

/** No real file starts more programs; of those beyond it, only the place is told. */
const MAX_SHELLS = 500;

/** A call that starts a program, before its words are read. */
interface Start {
  readonly via: string;
  readonly node: SyntaxNode;
  readonly words: readonly SyntaxNode[];
}

/** Finds them all; undefined when parsing took longer than its budget. Needs the ruby and bash grammars. */
export function readRubyCommands(program: DerivedText): RubyCommand[] | undefined {
  const tree = parseSyntax("ruby", program.text);
  if (!tree) return undefined;
  const reading: RubyProgram = { program, heredocs: pairHeredocs(tree) };
  const starts = [...walk(tree, partsToVisit)].flatMap((node) => startAt(node, program) ?? []);
  return starts
    .sort((a, b) => a.node.start - b.node.start)
    .map((start, index) => readStart(start, reading, index < MAX_SHELLS));
}

/** The name of a method that is called or defined, and of a variable that is set, starts nothing by itself. */
function partsToVisit(node: SyntaxNode): SyntaxNode[] {
  const children = namedChildren(node);
  if (!/^(?:call|assignment|method)$/.test(node.type)) return children;
  const names = children.filter((child) => child.type === "identifier");
  const name = node.type === "call" ? names.at(-1) : names[0];
  return children.filter((child) => child !== name);
}

function startAt(node: SyntaxNode, program: DerivedText): Start | undefined {
  const backticks =
    node.type === "subshell" || (node.type === "heredoc_beginning" && textOf(node, program).includes("`"));
  if (backticks) return { via: "backticks", node, words: [node] };
  // Without arguments a call is a plain name to the grammar; only `fork` does something like that.
  const forks = node.type === "identifier" && textOf(node, program) === "fork";
  if (forks) return { via: "fork", node, words: [] };
  const call = callAt(node, program);
  return call && startOf(call, node, program);
}

function startOf(call: RubyCall, node: SyntaxNode, program: DerivedText): Start | undefined {
  const { method, arguments: words } = call;
  const [first] = words;
  if (STARTING.test(method) && (first || method === "fork")) return { via: method, node, words };
  if (!first) return undefined;
  if (EVALUATING.test(method)) return { via: method, node, words: [] };
  const text = textOf(first, program);
  if (OPENING.test(method) && /^["']\|/.test(text)) return { via: method, node, words: [first] };
  const named = text.replace(/^[:"']+|["']$/g, "");
  const calls = CALLING.test(method) && STARTING.test(named);
  return calls ? { via: named, node, words: words.slice(1) } : undefined;
}

function readStart({ via, node, words }: Start, reading: RubyProgram, withShell: boolean): RubyCommand {
  const { program } = reading;
  const parts = wordsIn(words, reading);
  const segments = parts
    .filter(isString)
    .flatMap((part, index) => [...(index > 0 ? [gap(part, program)] : []), ...segmentsOf(part, program)]);
  const known = withShell && segments.some(({ text }) => /\w/.test(text) && text !== COMPUTED);
  return {
    source: program.source,
    span: program.toSource(node),
    anchor: via,
    via,
    shell: known ? openShell(deriveText(program.source, segments), IN_TEMPLATE) : undefined,
    computed: !parts.every(isString) || segments.some(({ text }) => text === COMPUTED),
  };
}

const IN_TEMPLATE: ShellSetting = { role: "kamal", setting: "erb" };

function gap(word: SyntaxNode, program: DerivedText): Segment {
  const { start } = program.toSource(word);
  return { text: " ", from: { start, end: start } };
}
