/** Scripts that another one reads in with `source`: their functions and variables are its own from there on. */
import type { Project } from "../../../documents/project.ts";
import { pathsSourcedBy } from "../../../documents/shell/called-scripts.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import { onceFor, onceWithin } from "../../../source/once-for.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import { checksWith } from "./checked-variables.ts";
import { type Flow, worst } from "./flow.ts";
import { type FlowOf, flowsIn, flowsWith, variableOf } from "./tainted-variables.ts";

/** Libraries that read in libraries; nobody goes further. */
const MAX_DEPTH = 3;

const filesIn: (project: Project) => ReadonlyMap<string, ShellScript> = onceFor(({ documents }) => {
  const scripts = documents.filter((one): one is ShellScript => one.kind === "shell-script");
  return new Map(scripts.filter(isWholeFile).map((script) => [script.source.path, script]));
});

/** Not a program inside of something else. */
function isWholeFile({ role }: ShellScript): boolean {
  return role === "script" || role === "hook";
}

const sourcedPaths: (script: ShellScript) => readonly string[] = onceFor(pathsSourcedBy);

const ofProject: (project: Project) => (script: ShellScript) => readonly ShellScript[] = onceFor((project) =>
  onceWithin((script) => readLibraries(script, filesIn(project))),
);

/** Those of a script, and of what it reads in. */
export function librariesOf(script: ShellScript, project: Project): readonly ShellScript[] {
  return sourcedPaths(script).length === 0 ? NONE : ofProject(project)(script);
}

const NONE: readonly ShellScript[] = [];

function readLibraries(script: ShellScript, files: ReadonlyMap<string, ShellScript>): ShellScript[] {
  const found = new Set<ShellScript>();
  let last = [script];
  for (let depth = 0; depth < MAX_DEPTH && last.length > 0; depth++) {
    last = last
      .flatMap(sourcedPaths)
      .flatMap((path) => files.get(path) ?? [])
      .filter((one) => one !== script && !found.has(one));
    for (const one of last) found.add(one);
  }
  return [...found];
}

const flowsOfProject: (project: Project) => (script: ShellScript) => FlowOf = onceFor((project) =>
  onceWithin((script) => flowsWith(script, checksWith(script, librariesOf(script, project)))),
);

/** The flows of a script, in which functions of its libraries make sure of values as its own do. */
export function flowsAmong(script: ShellScript, project: Project): FlowOf {
  return sourcedPaths(script).length === 0 ? flowsIn(script) : flowsOfProject(project)(script);
}

/** What is known of a value when the variable it comes from is set in a library, and nowhere in the script itself. */
export function inItsLibraries(flow: Flow, script: ShellScript, project: Project): Flow {
  const name = variableOf(flow) ?? "";
  if (!/^[A-Za-z_]/.test(name) || assignmentsTo(name, script).length > 0) return flow;
  const values = librariesOf(script, project).flatMap((library) =>
    library.assignments
      .filter((one) => one.name === name)
      .map(({ value, inFunction }) => value && flowsIn(library)(value, inFunction)),
  );
  return values.length === 0 ? flow : worst(values.flatMap((value) => value ?? []));
}
