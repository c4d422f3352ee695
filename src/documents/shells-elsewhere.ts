/**
 * Shell text that a program gives to functions of the files it reads in, which start it: `require_relative "shell"`, then
 * `run "kamal deploy"`. Neither file alone tells that this is a command.
 */
import { onceFor } from "../source/once-for.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Document } from "./document.ts";
import { filesReadBy } from "./program/files-read.ts";
import { type Call, type Program, pathOf } from "./program/program.ts";
import { runnersOf, wordWrappersOf } from "./program/runners.ts";
import { shellTextOf } from "./program/shell-text.ts";
import type { Start, StartedProgram } from "./program/started-programs.ts";
import { onlyValuesIn } from "./program/variables.ts";
import { openShell } from "./shell/open-shell.ts";
import type { ShellScript } from "./shell/shell-script.ts";

/** What a program starts so, and the programs by which; in the next commit both may be the same. */
interface Known {
  readonly others: readonly Program[];
  readonly starts: readonly StartedProgram[];
}

const KNOWN = new WeakMap<Program, Known>();

/** That of all programs, with their places in the files that say it. */
export function shellsElsewhere(documents: readonly Document[]): ShellScript[] {
  return documents.flatMap((document) =>
    document.kind === "program"
      ? startedElsewhere(document, documents).flatMap(({ shell }) => shell ?? [])
      : [],
  );
}

/** What calls of a program start by way of the others. */
export function startedElsewhere(
  program: Program,
  documents: readonly Document[],
): readonly StartedProgram[] {
  const runners = documents.filter(
    (one): one is Program => one.kind === "program" && one !== program && namesOf(one).size > 0,
  );
  if (runners.length === 0) return [];
  const read = filesReadBy(program, { documents });
  const others = runners.filter(({ source }) => read.has(source.path));
  return others.length > 0 ? startsBy(program, others) : [];
}

function startsBy(program: Program, others: readonly Program[]): readonly StartedProgram[] {
  const known = KNOWN.get(program);
  if (known?.others.length === others.length && known.others.every((one, at) => one === others[at]))
    return known.starts;
  const starts = startsIn(program, others).map((start) => opened(start, program));
  KNOWN.set(program, { others, starts });
  return starts;
}

/** Nobody's script has more of them. */
const MAX_STARTS = 500;

function startsIn(program: Program, others: readonly Program[]): readonly Start[] {
  const own = new Set(program.functions.map(({ name }) => name));
  const known = new Set(program.starts.map(({ call }) => call));
  const starts = program.calls.flatMap((call): Start[] => {
    if (own.has(call.method) || known.has(call)) return [];
    const other = others.find((one) => namesOf(one).has(call.method) && goesTo(call, one, program));
    const start = other && startBy(call, other);
    return start ? [start] : [];
  });
  return starts.slice(0, MAX_STARTS);
}

const namesOf: (program: Program) => ReadonlySet<string> = onceFor((program: Program) => {
  const wrappers = wordWrappersOf(program).map(({ definition }) => definition.name);
  return new Set([...runnersOf(program).map(({ name }) => name), ...wrappers]);
});

function startBy(call: Call, other: Program): Start | undefined {
  const runner = runnersOf(other).find(({ name }) => name === call.method);
  const word = runner && call.arguments[runner.at];
  if (word && /^(?:text|joined|name)$/.test(word.kind))
    return { call, form: runner.form, words: [word], input: undefined, passesOn: false };
  const wrappers = wordWrappersOf(other).filter(({ definition }) => definition.name === call.method);
  return wrappers.flatMap((one) => one.startBy(call) ?? [])[0];
}

/** A function without a receiver, or one of a class, module or object of that file; other objects have methods of the same names. */
function goesTo({ path, method, receiver }: Call, { source }: Program, program: Program): boolean {
  if (receiver === undefined || /^(?:self|this)$/.test(pathOf(receiver) ?? ""))
    return (
      path === method || [...program.imported].some((name) => name === path || path.startsWith(`${name}.`))
    );
  const made = receiver.kind === "name" ? (onlyValuesIn(program)(receiver) ?? receiver) : receiver;
  const said = made.kind === "call" ? made.call.path : (pathOf(made) ?? "");
  const name = /^(?:new )?(?:.*\.)?([A-Z]\w*)(?:\.(?:new|instance))?$/.exec(said)?.[1];
  return name === undefined ? isModule(said, source) : defines(name, source);
}

function defines(name: string, { text }: SourceText): boolean {
  return new RegExp(`\\b(?:class|module) ${name}\\b`).test(text);
}

/** `import shell`, then `shell.run("…")`; `import * as shell from "./shell.js"`. */
function isModule(said: string, { path }: SourceText): boolean {
  const file = path.replace(/\.\w+$/, "").replace(/\/(?:index|__init__)$/, "");
  const module = said.replace(/\.\w+$/, (ending) => (/^\.[cm]?[jt]s$/.test(ending) ? "" : ending));
  const end = module.replace(/^(?:\.{1,2}\/)+/, "").replaceAll(".", "/");
  return end !== "" && `/${file}`.endsWith(`/${end}`);
}

function opened(start: Start, program: Program): StartedProgram {
  const text = shellTextOf(start, program.source, onlyValuesIn(program));
  const runsOn = start.form === "remote" ? "remote" : "here";
  const script = text && openShell(text.derived, { role: program.role, runsOn });
  return { ...start, shell: script && text ? { ...script, filledIn: text.filledIn } : undefined };
}
