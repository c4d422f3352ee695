/** Values that reach a call by way of the program's own functions: `def log(text) = puts "[deploy] #{text}"`, then `log(token)`. */
import { argumentsFor } from "../../../documents/program/given-arguments.ts";
import type {
  Call,
  Expression,
  FunctionDefinition,
  Parameter,
  Program,
} from "../../../documents/program/program.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** A call, and those of its values that count. */
export interface Handed {
  readonly call: Call;
  readonly values: readonly Expression[];
}

/** How values are followed. */
export interface Following {
  readonly valuesOf: ValuesOf;
  /** Where a value goes on inside of another one. */
  readonly parts: (expression: Expression) => readonly Expression[];
  /** True for a parameter that is judged inside of its function. */
  readonly isToldInside?: (parameter: string) => boolean;
}

/** Functions that call functions: nobody goes further. */
const MAX_ROUNDS = 3;

/** The calls of functions that hand their parameters to one of `direct`, with what they give for them. */
export function throughFunctions(
  { functions, calls }: Program,
  direct: readonly Handed[],
  following: Following,
): Handed[] {
  const byScope = new Map(
    functions.flatMap((one) => (one.parameters.length > 0 ? [[one.scope, one] as const] : [])),
  );
  const seen = new Set(direct.map(({ call }) => call));
  const found: Handed[] = [];
  let last = direct;
  for (let round = 0; round < MAX_ROUNDS && last.length > 0; round++) {
    const takers = takersAmong(last, byScope, following);
    if (takers.size === 0) break;
    last = calls.flatMap((call): Handed[] => {
      const places = seen.has(call) ? undefined : takers.get(call.method);
      const values = places?.flatMap((place) => argumentsFor(call, place, place.at)) ?? [];
      return values.length > 0 ? [{ call, values }] : [];
    });
    for (const one of last) seen.add(one.call);
    found.push(...last);
  }
  return found;
}

/** A parameter, and where it stands. */
interface Place extends Pick<Parameter, "name" | "rest"> {
  readonly at: number;
}

/** Functions by name, with the places of the parameters they hand on. */
function takersAmong(
  handed: readonly Handed[],
  byScope: ReadonlyMap<string, FunctionDefinition>,
  { valuesOf, parts, isToldInside }: Following,
): Map<string, readonly Place[]> {
  const passed = new Map<FunctionDefinition, Set<string>>();
  for (const { call, values } of handed) {
    const definition = byScope.get(call.scope);
    if (!definition) continue;
    const names = passed.get(definition) ?? new Set();
    for (const value of values)
      for (const one of valuesInside(value, valuesOf, parts))
        if (one.kind === "name" && one.scope === call.scope) names.add(one.name);
    passed.set(definition, names);
  }
  return new Map(
    [...passed].flatMap(([{ name, parameters }, names]): [string, Place[]][] => {
      const places = parameters.flatMap(({ name: parameter, rest }, at) =>
        names.has(parameter) && !isToldInside?.(parameter) ? [{ name: parameter, at, rest }] : [],
      );
      return places.length > 0 ? [[name, places]] : [];
    }),
  );
}
