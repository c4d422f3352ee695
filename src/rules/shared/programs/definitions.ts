/** What gives a variable its values, and which of them can reach a place. */
import { argumentsFor } from "../../../documents/program/given-arguments.ts";
import type { Call, Expression, FunctionDefinition, Program } from "../../../documents/program/program.ts";
import { scopesFrom, variableKey } from "../../../documents/program/variables.ts";
import type { Place } from "../../../source/source-text.ts";
import type { Span } from "../../../source/span.ts";

/** One assignment, or a parameter with what its function is called with. */
export interface Definition {
  readonly values: readonly Expression[];
  /** Who gives a parameter its value when no call here does; undefined for what is given here. */
  readonly givenBy: "command line" | "elsewhere" | undefined;
  /** The type a parameter is annotated with. */
  readonly type: string | undefined;
  readonly name: string;
  readonly adds: boolean;
  readonly at: Place;
  readonly span: Span;
  readonly block: Span;
  readonly scope: string;
}

/** The definitions of each variable, in the order of the text. */
export function definitionsIn(program: Program): Map<string, Definition[]> {
  const definitions = new Map<string, Definition[]>();
  const add = (name: string, definition: Definition): void => {
    const key = variableKey(name, definition.scope);
    const others = definitions.get(key);
    if (others) others.push(definition);
    else definitions.set(key, [definition]);
  };
  const put = putIntoVariables(program);
  const filled: Definition[] = [];
  for (const { definition, name, type, values, isGiven } of parametersIn(program)) {
    const { span, scope, isCommand } = definition;
    filled.push(...filledBy(values, put.get(variableKey(name, scope))));
    const elsewhere = isCommand ? "command line" : "elsewhere";
    add(name, {
      values,
      givenBy: isGiven ? undefined : elsewhere,
      type,
      name,
      at: definition,
      adds: false,
      span: { start: span.start, end: span.start },
      block: span,
      scope,
    });
  }
  for (const assignment of program.assignments) {
    const { name, value, adds, span, block, scope } = assignment;
    if (name === undefined) continue;
    const given = { values: [value], givenBy: undefined, type: undefined };
    add(name, { ...given, name, adds, at: assignment, span, block, scope });
  }
  const changed = new Set<string>();
  for (const one of filled) {
    const own = scopesFrom(one.scope).find((scope) => definitions.has(variableKey(one.name, scope)));
    const scope = own ?? one.scope;
    add(one.name, { ...one, scope });
    changed.add(variableKey(one.name, scope));
  }
  for (const key of changed) definitions.get(key)?.sort((a, b) => a.span.start - b.span.start);
  for (const all of definitions.values())
    if (all.every(({ adds }) => adds))
      definitions.get(readBy(all[0]))?.push(...all.map((one) => ({ ...one })));
  return definitions;
}

/** What is put into each variable: `options[:tag] = tag`, `words.push(tag)`. */
function putIntoVariables({ assignments }: Program): ReadonlyMap<string, readonly Expression[]> {
  const put = new Map<string, Expression[]>();
  for (const { name, scope, value, adds } of assignments) {
    if (name === undefined || !adds) continue;
    const others = put.get(variableKey(name, scope));
    if (!others) put.set(variableKey(name, scope), [value]);
    else if (others.length < MAX_PUT) others.push(value);
  }
  return put;
}

/** No function puts more into what it is given. */
const MAX_PUT = 100;

/** `fill(options)`: what a function puts into its parameter is in the variable that it is called with from then on. */
function filledBy(given: readonly Expression[], put: readonly Expression[] = []): Definition[] {
  if (put.length === 0) return [];
  return given.flatMap((one): Definition[] => {
    if (one.kind !== "name") return [];
    const { name, scope, span } = one;
    return [
      {
        values: put,
        givenBy: undefined,
        type: undefined,
        name,
        adds: true,
        at: one,
        span,
        block: span,
        scope,
      },
    ];
  });
}

/** What a reader reads: `settings.branch = branch` changes what is in `@settings` where no variable `settings` is made. */
function readBy(added: Definition | undefined): string {
  return variableKey(`@${added?.name}`, "");
}

interface GivenParameter {
  readonly definition: FunctionDefinition;
  readonly name: string;
  readonly type: string | undefined;
  readonly values: Expression[];
  /** True when calls of this program give it. */
  readonly isGiven: boolean;
}

/** All pairs of functions and calls that are looked at; thousands of namesakes would make millions. */
const MAX_PAIRS = 20_000;

/** Parameters with everything that calls in this program give them. */
function parametersIn({ functions, calls }: Program): GivenParameter[] {
  const byName = new Map<string, Call[]>();
  for (const call of calls)
    for (const name of new Set([call.method, call.path])) {
      const others = byName.get(name);
      if (others) others.push(call);
      else byName.set(name, [call]);
    }
  let left = MAX_PAIRS;
  return functions.flatMap((definition) => {
    const used = (byName.get(definition.name) ?? []).slice(0, Math.max(0, left));
    left -= used.length;
    return definition.parameters.map(({ name, rest, fallback, type }, at) => {
      const given = used.flatMap((call) => argumentsFor(call, { name, rest }, at, definition.parameters));
      const values = fallback ? [...given, fallback] : given;
      return { definition, name, type, values, isGiven: used.length > 0 && values.length > 0 };
    });
  });
}
