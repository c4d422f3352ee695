/** What gives a variable its values, and which of them can reach a place. */
import type { Call, Expression, FunctionDefinition, Program } from "../../../documents/program/program.ts";
import { variableKey } from "../../../documents/program/variables.ts";
import { contains, type Span } from "../../../source/span.ts";

/** One assignment, or a parameter with what its function is called with. */
export interface Definition {
  readonly values: readonly Expression[];
  /** True for a parameter of a function that is called elsewhere, if at all. */
  readonly isGiven: boolean;
  readonly adds: boolean;
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
  for (const { definition, name, values } of parametersIn(program)) {
    const { span, scope } = definition;
    add(name, {
      values,
      isGiven: values.length === 0,
      adds: false,
      span: { start: span.start, end: span.start },
      block: span,
      scope,
    });
  }
  for (const { name, value, adds, span, block, scope } of program.assignments)
    if (name !== undefined) add(name, { values: [value], isGiven: false, adds, span, block, scope });
  return definitions;
}

interface GivenParameter {
  readonly definition: FunctionDefinition;
  readonly name: string;
  readonly values: Expression[];
}

/** Parameters with everything that calls in this program give them. */
function parametersIn({ functions, calls }: Program): GivenParameter[] {
  const byName = new Map<string, Call[]>();
  for (const call of calls) {
    const others = byName.get(call.method);
    if (others) others.push(call);
    else byName.set(call.method, [call]);
  }
  return functions.flatMap((definition) => {
    const used = byName.get(definition.name) ?? [];
    return definition.parameters.map(({ name, rest, fallback }, at) => {
      const given = used.flatMap((call) => argumentsFor(call, name, at, rest));
      const instead = fallback && used.length > 0 ? [fallback] : [];
      return { definition, name, values: [...given, ...instead] };
    });
  });
}

function argumentsFor(call: Call, name: string, at: number, rest: boolean): readonly Expression[] {
  const named = call.options.filter(({ key }) => key === name).map(({ value }) => value);
  if (named.length > 0) return named;
  if (rest) return call.arguments.slice(at);
  const spread = call.arguments.find(({ kind }) => kind === "spread");
  return spread ? [spread] : call.arguments.slice(at, at + 1);
}

/** A variable that is set more often is judged by all its values. */
const MAX_ORDERED = 100;

/**
 * Those that can reach a place: a later assignment in the same block replaces the earlier ones. A place in another function may
 * be reached by any.
 */
export function reaching(all: readonly Definition[], at: Span, scope: string): readonly Definition[] {
  const [first] = all;
  if (all.length === 1 && first?.span.end !== undefined) return all;
  if (all.length > MAX_ORDERED || all.some((one) => one.scope !== scope)) return all;
  const last = all.findLastIndex((one) => !one.adds && one.span.end <= at.start && contains(one.block, at));
  const before = all.filter((one, index) => index >= last && isBeforeOrLooped(one, at));
  return last < 0 ? all.filter((one) => isBeforeOrLooped(one, at)) : before;
}

/** What stands behind a place reaches it only when both are in one loop, which shares their block. */
function isBeforeOrLooped(definition: Definition, at: Span): boolean {
  const isOwnValue = definition.span.start <= at.start && at.end <= definition.span.end;
  if (definition.span.end <= at.start) return true;
  return !isOwnValue && contains(definition.block, at);
}
