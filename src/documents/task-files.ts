/** Files that give names to commands: of their tasks matters which of them start Kamal, since workflows call them by those names. */
import type { SourceText } from "../source/source-text.ts";
import { withoutComments } from "./workflow/kamal-commands.ts";

interface TaskFileKind {
  readonly file: RegExp;
  /** What runs a task, and as a part of a pattern all that does. */
  readonly runner: string;
  readonly runners: string;
  /** Where a task starts, with its name, or the names of several that do the same. */
  readonly head: RegExp;
}

const KINDS: readonly TaskFileKind[] = [
  {
    file: /^(?:[\w-]+\/)?(?:GNUm|[Mm])akefile$/,
    runner: "make",
    runners: "make",
    head: /^([\w./-]+(?:[ \t]+[\w./-]+){0,20})[ \t]*:(?!=)/gm,
  },
  {
    file: /^(?:[\w-]+\/)?\.?[Jj]ustfile$/,
    runner: "just",
    runners: "just",
    head: /^@?([A-Za-z_][\w-]*)(?:[ \t][^:\n]{0,200})?:(?!=)/gm,
  },
  { file: /^(?:[\w-]+\/)?[Tt]askfile\.ya?ml$/, runner: "task", runners: "task", head: /^ {2}([\w:.-]+):/gm },
  {
    file: /^(?:[\w-]+\/)?package\.json$/,
    runner: "npm",
    runners: "(?:npm|yarn|pnpm|bun)(?:[ \\t]+run)?",
    head: /^[ \t]*"([\w:.-]+)":[ \t]*"/gm,
  },
  {
    file: /^Rakefile$|\.rake$/,
    runner: "rake",
    runners: "(?:rake|rails)",
    head: /^[ \t]*(?:multi)?task[ (][ \t]{0,9}:?["']?(?:\w{1,40}:(?=\w)){0,4}(\w+)/gm,
  },
];

/** True for a path that a task file may have. */
export function isTaskFile(path: string): boolean {
  return !path.endsWith(".rake") && KINDS.some(({ file }) => file.test(path));
}

/** False for a task file in a language of its own; rake's are Ruby. */
export function mayBeProgram(path: string): boolean {
  return !isTaskFile(path) || path.endsWith("Rakefile");
}

/** A task and what stands in it. */
export interface Task {
  readonly word: string;
  /** How it is called: `make deploy`. */
  readonly pattern: string;
  /** Without comments, and with a line for each task that it needs. */
  readonly text: string;
}

/** Nobody's file has more. */
const MAX_TASKS = 300;

/** The tasks of a task file; none of any other file. */
export function tasksIn({ path, text }: SourceText): Task[] {
  const kind = KINDS.find(({ file }) => file.test(path));
  if (!kind) return [];
  const code = withKamalNamed(withoutComments(text));
  const heads = [...code.matchAll(kind.head)].slice(0, MAX_TASKS);
  const tasks = heads.flatMap((match, index) => {
    const written = code.slice(match.index, heads[index + 1]?.index);
    const needed = namedFirst(written, match[0].length).map((other) => `${kind.runner} ${other}`);
    const body = [written.replace(MARKS, "$1"), ...needed].join("\n");
    return (match[1] ?? "").split(/[ \t]+/).map((word) => ({
      word,
      pattern: `(?<![\\w.-])${kind.runners}\\b[^\\n;&|]{0,80}?[ \\t:]${word.replaceAll(".", "\\.")}(?![\\w./-])`,
      text: body,
    }));
  });
  return tasks.slice(0, MAX_TASKS);
}

/** What make and just take off a line before they run it: `@kamal deploy`. */
const MARKS = /^([ \t]+)[@+-]{1,3}/gm;

/** The text with Kamal's name for the variables that hold it: `KAMAL = bundle exec kamal`, `$(KAMAL) deploy`. */
function withKamalNamed(text: string): string {
  const held = [...text.matchAll(ASSIGNMENT)].filter(([, , value = ""]) => IS_KAMAL.test(` ${value}`));
  if (held.length === 0) return text;
  const names = new Set(held.map(([, name]) => name));
  return text.replace(VARIABLE, (use, inMake, inOthers) => (names.has(inMake ?? inOthers) ? "kamal" : use));
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?(\w{1,40})[ \t]*(?:[:?]{0,2}=|:)([^\n]{1,400})$/gm;

/** Kamal or its image, by itself or with options; where more follows it is no name of a command. */
const IS_KAMAL =
  /(?:[\s"']|\bbin\/|\bbasecamp\/)kamal(?::[\w.-]{1,40})?(?:[ \t]+-[^\n]{0,200})?["']?[ \t\r]*$/;

/** `$(KAMAL)`, `${KAMAL}` of make, `{{kamal}}` of just, `{{.KAMAL}}` of Task. */
const VARIABLE = /\$[({](\w{1,40})[)}]|\{\{[ \t]?\.?(\w{1,40})[ \t]?\}\}/g;

/** The tasks that one needs, which stand on its first line: `release: test ship`. */
function namedFirst(written: string, from: number): readonly string[] {
  const [line = ""] = written.slice(from).split("\n", 1);
  return line.slice(0, MAX_LINE).match(/[\w.-]+/g) ?? [];
}

const MAX_LINE = 400;
