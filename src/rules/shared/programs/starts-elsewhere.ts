/** Programs that are started through functions of another file: `require_relative "remote"`, then `Remote.new(host).run("…")`. */

import { filesReadBy } from "../../../documents/program/files-read.ts";
import { type Call, type Expression, type Program, pathOf } from "../../../documents/program/program.ts";
import { type Runner, runnersOf, wordWrappersOf } from "../../../documents/program/runners.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import type { Project } from "../../../documents/project.ts";
import { startedElsewhere } from "../../../documents/shells-elsewhere.ts";
import { onceFor } from "../../../source/once-for.ts";
import { callsAcross } from "./modules-in.ts";

/** What calls of this program start by way of the files that it reads in; their text is only judged by its values. */
export function startsElsewhere(program: Program, project: Project): StartedProgram[] {
  const runners = otherPrograms(program, project).flatMap((other) =>
    runnersOf(other).map((runner) => ({ ...runner, other })),
  );
  if (runners.length === 0) return [];
  const read = filesReadBy(program, project);
  const readIn = runners.filter(({ other }) => read.has(other.source.path));
  const known = new Map(readIn.map((runner) => [runner.name, runner]));
  const own = new Set([
    ...program.functions.map(({ name }) => name),
    ...program.starts.map(({ call }) => call.method),
  ]);
  return program.calls.flatMap((call): StartedProgram[] => {
    const named = own.has(call.method) || isLibrary(call) ? undefined : known.get(call.method);
    const runner = named ?? onlyRunnerOf(call, readIn);
    const word = runner && call.arguments[runner.at];
    if (!word || word.kind === "list" || word.kind === "spread") return [];
    return [{ call, form: runner.form, words: [word], input: undefined, passesOn: false, shell: undefined }];
  });
}

/** The same of functions that are given words, also to put them behind words of their own: `def kamal(*args): run(["kamal", *args])`. */
export function wordsElsewhere(program: Program, project: Project): StartedProgram[] {
  const others = otherPrograms(program, project).filter((other) => wordWrappersOf(other).length > 0);
  if (others.length === 0) return [];
  const read = filesReadBy(program, project);
  const wrappers = others
    .filter(({ source }) => read.has(source.path))
    .flatMap((other) => wordWrappersOf(other).map((wrapper) => ({ wrapper, other })));
  const byName = Map.groupBy(wrappers, ({ wrapper }) => wrapper.definition.name);
  const own = new Set(program.functions.map(({ name }) => name));
  const goesTo = callsAcross(program);
  const shellOf = new Map(
    startedElsewhere(program, project.documents).map(({ call, shell }) => [call, shell] as const),
  );
  return program.calls.flatMap((call): StartedProgram[] => {
    const namesakes = own.has(call.method) ? undefined : byName.get(call.method);
    const isGoal = namesakes && goesTo(call);
    const start = namesakes?.find(({ other }) => isGoal?.(other))?.wrapper.startBy(call);
    return start ? [{ ...start, shell: shellOf.get(call) }] : [];
  });
}

/** Starts in functions that calls of other files give their words to, where these are judged. */
export const handedOnElsewhere: (project: Project) => ReadonlySet<Call> = onceFor((project: Project) => {
  const programs = project.documents.filter((document) => document.kind === "program");
  return new Set(
    programs.flatMap((one) => wordsElsewhere(one, project)).flatMap(({ through }) => through ?? []),
  );
});

function otherPrograms(program: Program, { documents }: Project): Program[] {
  return documents.filter(
    (document): document is Program => document.kind === "program" && document !== program,
  );
}

/** `import sh from "./sh.mjs"`, then `sh("…")`: what a file hands out as a whole, when it has one such function. */
function onlyRunnerOf(
  { path }: Call,
  runners: readonly (Runner & { readonly other: Program })[],
): Runner | undefined {
  if (!/^\.\.?\//.test(path)) return undefined;
  const file = path.replace(/^(?:\.\.?\/)+/, "").replace(/\.[cm]?[jt]s$/, "");
  const [only, ...others] = runners.filter(({ other }) =>
    `/${other.source.path.replace(/\.[cm]?[jt]s$/, "")}`.endsWith(`/${file}`),
  );
  return others.length === 0 ? only : undefined;
}

/** `asyncio.run(main())` is none of the project's own. */
function isLibrary({ receiver, arguments: values }: Call): boolean {
  const isText = (value: Expression | undefined): boolean =>
    value !== undefined && /^(?:text|joined|name|call)$/.test(value.kind);
  return !values.some(isText) || /^(?:asyncio|uvicorn|app|server)$/.test(pathOf(receiver) ?? "");
}
