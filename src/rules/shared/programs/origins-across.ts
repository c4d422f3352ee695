/** Values that a function of another file gives or lets pass only when they fit: `from checks import release_tag`, then `release_tag(sys.argv[1])`. */

import { filesReadBy } from "../../../documents/program/files-read.ts";
import { type Call, type Expression, type Program, partsOf } from "../../../documents/program/program.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import type { Use } from "./harmless-results.ts";
import { callsAcross } from "./modules-in.ts";
import { type OriginOf, originsIn } from "./origins.ts";
import { CONSTANT, type Origin, worstOrigin } from "./trust.ts";

/** Like `originsIn`, but what such a function gives back is harmless. The other files are read only when it matters. */
export function originsAcross(program: Program, use: Use, project: Project): OriginOf {
  const originOf = originsIn(program, use, project);
  const isSettled = settledElsewhere(program, project, use);
  const across = (value: Expression): Origin => {
    const origin = originOf(value);
    if (origin.trust === "constant") return origin;
    if (value.kind === "text" || value.kind === "joined") return worstOrigin(partsOf(value).map(across));
    return isSettled(value) ? CONSTANT : origin;
  };
  return across;
}

function settledElsewhere(program: Program, project: Project, use: Use): (value: Expression) => boolean {
  let defined: ReadonlyMap<string, readonly Defined[]> | undefined;
  const onlyValueOf = onlyValuesIn(program);
  const goesTo = callsAcross(program);
  const settles = (call: Call): boolean => {
    defined ??= functionsElsewhere(program, project, use);
    const namesakes = defined.get(call.method);
    if (!namesakes?.some(({ settles }) => settles)) return false;
    const isGoal = goesTo(call);
    const goals = namesakes.filter(({ of }) => isGoal(of));
    return goals.length > 0 && goals.every((one) => one.settles);
  };
  return (value) => {
    const made = takenFrom(value, onlyValueOf);
    return made?.kind === "call" && made.call.receiver?.kind !== "call" && settles(made.call);
  };
}

/** What `targets.find((one) => one.name === name).host` is a part of. */
function takenFrom(value: Expression, onlyValueOf: OnlyValueOf): Expression | undefined {
  let at: Expression | undefined = value;
  for (let step = 0; at && step < MAX_STEPS; step++) {
    if (at.kind === "name") at = onlyValueOf(at);
    else if (at.kind === "member") at = at.of;
    else if (at.kind === "call" && at.call.receiver && PICKS.test(at.call.method)) at = at.call.receiver;
    else break;
  }
  return at;
}

const PICKS = /^(?:find|filter|at|get|fetch|first|last|pop|shift)$/;

/** Nobody takes apart more at once. */
const MAX_STEPS = 8;

/** A function of a file that is read in. */
interface Defined {
  readonly of: Program;
  readonly name: string;
  /** True when nobody can choose what it gives back. */
  readonly settles: boolean;
}

/** All of them by name, but for those that the program defines itself. */
function functionsElsewhere(
  program: Program,
  project: Project,
  use: Use,
): ReadonlyMap<string, readonly Defined[]> {
  const read = filesReadBy(program, project);
  const others = project.documents.filter(
    (document): document is Program => document.kind === "program" && read.has(document.source.path),
  );
  const own = new Set(program.functions.map(({ name }) => name));
  const all = others.flatMap((of) => functionsOf(of, use)).filter(({ name }) => !own.has(name));
  return Map.groupBy(all, ({ name }) => name);
}

function functionsOf(of: Program, use: Use): Defined[] {
  const originOf = originsIn(of, use);
  // where a file calls its own function, what it gives there says nothing about what others give
  const called = new Set(of.calls.map(({ method }) => method));
  return of.functions.map(({ name, parameters, returned }) => {
    const isOpen = !called.has(name) || parameters.length === 0;
    const isSettled = returned.length > 0 && returned.every((value) => originOf(value).trust === "constant");
    return { of, name, settles: isOpen && isSettled };
  });
}
