/** What the variables of a program hold, as far as one assignment tells. */
import type { Assignment, Expression, NameExpression, ProgramContent } from "./program.ts";

/** Finds the only value a variable ever gets; undefined when there are none, several, or it is a parameter. */
export type OnlyValueOf = (name: NameExpression) => Expression | undefined;

/** Reads a program once; the result answers for any of its variables. */
export function onlyValuesIn(content: ProgramContent): OnlyValueOf {
  const known = KNOWN.get(content.assignments) ?? readOnlyValues(content);
  KNOWN.set(content.assignments, known);
  return known;
}

/** Several rules ask the same of one program. */
const KNOWN = new WeakMap<ProgramContent["assignments"], OnlyValueOf>();

function readOnlyValues({ assignments, functions }: ProgramContent): OnlyValueOf {
  const byName = new Map<string, Assignment | "several">();
  for (const { scope, parameters } of functions)
    for (const { name } of parameters) byName.set(variableKey(name, scope), "several");
  for (const assignment of assignments) {
    if (assignment.name === undefined) continue;
    const key = variableKey(assignment.name, assignment.scope);
    byName.set(key, byName.has(key) || assignment.adds ? "several" : assignment);
  }
  return ({ name, scope }) => {
    const found = scopesFrom(scope).map((one) => byName.get(variableKey(name, one)));
    const nearest = found.find((one) => one !== undefined);
    return nearest === "several" ? undefined : nearest?.value;
  };
}

/** The first assignments of each variable, as many as given, by `variableKey`. */
export function assignmentsByVariable(
  assignments: ProgramContent["assignments"],
  most: number,
): ReadonlyMap<string, readonly Assignment[]> {
  const byName = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    if (assignment.name === undefined) continue;
    const key = variableKey(assignment.name, assignment.scope);
    const others = byName.get(key);
    if (!others) byName.set(key, [assignment]);
    else if (others.length < most) others.push(assignment);
  }
  return byName;
}

/** Names a variable of a function. */
export function variableKey(name: string, scope: string): string {
  return `${scope} ${name}`;
}

/** No person nests functions deeper. */
const MAX_SCOPES = 8;

/** The scope itself, then those around it, the whole program last. */
export function scopesFrom(scope: string): string[] {
  const scopes: string[] = [];
  for (
    let at = scope;
    at !== "" && scopes.length < MAX_SCOPES;
    at = at.slice(0, Math.max(0, at.lastIndexOf(".")))
  )
    scopes.push(at);
  return [...scopes, ""];
}
