/** The values an expression is made of, those behind its variables included. */
import { argumentsFor } from "../../../documents/program/given-arguments.ts";
import {
  type Expression,
  type FunctionDefinition,
  type NameExpression,
  type Program,
  partsOf,
} from "../../../documents/program/program.ts";
import { ownCallsIn } from "../../../documents/program/starts/own-calls.ts";
import { assignmentsByVariable, scopesFrom, variableKey } from "../../../documents/program/variables.ts";
import { onceFor } from "../../../source/once-for.ts";
import { isSpelledOut } from "./kept-in-members.ts";
import { isOrdered, reaching } from "./reaching.ts";

/** What a variable may hold. */
export type ValuesOf = (name: NameExpression) => readonly Expression[];

/** Of a variable that is set more often, those that are set last count. */
const MAX_VALUES = 100;

/** Reads a program once; the result answers for any of its variables. */
export const valuesIn: (program: Program) => ValuesOf = onceFor((program) =>
  withMethods(program, readValues(program)),
);

/** What Ruby writes like a variable and is a method of the program: `def settings = ENV.to_h`, then `puts settings`. */
function withMethods(program: Program, valuesOf: ValuesOf): ValuesOf {
  const { language, functions } = program;
  if (language !== "ruby" || functions.length === 0) return valuesOf;
  const parameters = new Set(
    functions.flatMap(({ parameters: all, scope }) => all.map(({ name }) => variableKey(name, scope))),
  );
  const returnedBy = returnedIn(program);
  return (name) => {
    const values = valuesOf(name);
    if (values.length > 0) return values;
    const isGiven = scopesFrom(name.scope).some((scope) => parameters.has(variableKey(name.name, scope)));
    return isGiven ? [] : returnedBy(name);
  };
}

function readValues({ assignments }: Pick<Program, "assignments">): ValuesOf {
  const byName = assignmentsByVariable(assignments, Number.POSITIVE_INFINITY);
  return (name) => {
    for (const scope of scopesFrom(name.scope)) {
      const all = byName.get(variableKey(name.name, scope));
      if (!all) continue;
      const some = isOrdered(name, scope) ? reaching(all, name.span) : undefined;
      // a function inside of what a variable is made of runs later
      const isMade = some?.some(({ adds }) => !adds);
      return theLast((some && isMade ? some : all).map(({ value }) => value));
    }
    return [];
  };
}

/** Many that are spelled out hide none of the others. */
function theLast(values: readonly Expression[]): readonly Expression[] {
  if (values.length <= MAX_VALUES) return values;
  const others = values.filter((value) => !isSpelledOut(value)).slice(-MAX_VALUES);
  return others.length === 0 ? values.slice(-1) : others;
}

/** The same, where parameters of the program's own functions hold what these are called with. */
export const valuesWithArgumentsIn: (program: Program) => ValuesOf = onceFor((program) =>
  withArguments(program, valuesIn(program)),
);

/** The same, without what is added to a variable later: a hash stays what it was made as, whatever is put into it. */
export const madeValuesIn: (program: Program) => ValuesOf = onceFor((program) =>
  withArguments(program, ownValuesIn(program)),
);

/** The same, where a parameter stands for itself. */
export const ownValuesIn: (program: Program) => ValuesOf = onceFor(({ assignments }) =>
  readValues({ assignments: assignments.filter(({ adds }) => !adds) }),
);

function withArguments(program: Program, valuesOf: ValuesOf): ValuesOf {
  const given = new Map<string, Expression[]>();
  const definitions = new Map<string, FunctionDefinition | "several">();
  for (const definition of program.functions)
    definitions.set(definition.name, definitions.has(definition.name) ? "several" : definition);
  for (const call of program.calls) {
    const definition = definitions.get(call.path) ?? definitions.get(call.method);
    if (!definition || definition === "several") continue;
    for (const [at, { name }] of definition.parameters.entries()) {
      const [value] = argumentsFor(call, { name, rest: false }, at, definition.parameters);
      const values = given.get(variableKey(name, definition.scope)) ?? [];
      if (value && values.length < MAX_VALUES)
        given.set(variableKey(name, definition.scope), [...values, value]);
    }
  }
  return (name) => [...valuesOf(name), ...(given.get(variableKey(name.name, name.scope)) ?? [])];
}

/** Finds what a program's own function gives back, also one of an object of its own; nothing for other calls. */
export type ReturnedBy = (expression: Expression) => readonly Expression[];

/** Reads a program once; the result answers for any of its calls, and for what Ruby writes like a variable. */
export const returnedIn: (program: Program) => ReturnedBy = onceFor(readReturned);

function readReturned(program: Program): ReturnedBy {
  const byName = new Map<string, readonly Expression[]>();
  for (const { name, returned } of program.functions) byName.set(name, byName.has(name) ? [] : returned);
  const { isOwn, isOnObject } = ownCallsIn(program);
  return (expression) => {
    if (expression.kind === "name") return byName.get(expression.name) ?? [];
    if (expression.kind !== "call" || !byName.has(expression.call.method)) return [];
    return isOwn(expression.call) || isOnObject(expression.call)
      ? (byName.get(expression.call.method) ?? [])
      : [];
  };
}

/** Where to go on from a value: what a call gives back tells more of it than the object that it is called on. */
export function withReturned(
  value: Expression,
  parts: readonly Expression[],
  returned: readonly Expression[],
): readonly Expression[] {
  if (returned.length === 0) return parts;
  const object = value.kind === "call" ? value.call.receiver : undefined;
  return [...parts.filter((part) => part !== object), ...returned];
}

/** Nobody's values are made of more. */
const MAX_STEPS = 200;

/** Walks from the outside in; `partsToVisit` says where to go on, so that values which only tell something of others stay out. */
export function* valuesInside(
  expression: Expression,
  valuesOf: ValuesOf,
  partsToVisit: (expression: Expression) => readonly Expression[] = partsOf,
): Iterable<Expression> {
  const pending = [expression];
  const seen = new Set<Expression>();
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const next = pending.shift();
    if (!next) return;
    if (seen.has(next)) continue;
    seen.add(next);
    yield next;
    const parts = next.kind === "name" ? valuesOf(next) : partsToVisit(next);
    pending.push(...parts.slice(0, MAX_STEPS));
  }
}
