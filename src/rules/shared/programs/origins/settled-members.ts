/** What an object holds that takes only harmless values: options of the command line, answers to questions, fields of a model. */
import {
  type Expression,
  type NameExpression,
  type Program,
  partsOf,
} from "../../../../documents/program/program.ts";
import { variableKey } from "../../../../documents/program/variables.ts";
import { readsCommandLine, readsInput } from "../incoming-texts.ts";
import { type Origin, worstOrigin } from "../trust.ts";
import { madeValuesIn, type ReturnedBy, returnedIn, type ValuesOf } from "../values-inside.ts";
import { type Flow, STANDARD_INPUT } from "./flow.ts";
import { dumped, type Models, modelMade } from "./models.ts";

/** True for `options.count` where `--count` takes numbers only. Other objects may hold another `count`. */
export function isSettledMember(of: Expression, name: string, flow: Flow): boolean {
  const isNamed = isSettled(name, flow) || flow.settledAnswers.has(name);
  if (!isNamed && flow.models.size === 0) return false;
  const made = flow.madeOf(of);
  if (made.length > 0 && made.every((one) => modelOf(one, flow)?.has(name))) return true;
  if (!isNamed || !isHolder(of)) return false;
  const held = made.map(flow.heldBy);
  // what isn't known yet is harmless until it is
  if (held.includes(undefined)) return true;
  const { trust, source } = worstOrigin(held.filter((one) => one !== undefined));
  if (trust === "outside") return false;
  return source?.label === STANDARD_INPUT ? flow.settledAnswers.has(name) : isSettled(name, flow);
}

function isHolder(of: Expression): boolean {
  return of.kind === "name" || (of.kind === "call" && (readsCommandLine(of.call) || readsInput(of.call)));
}

/** An option that only takes certain values, by its declaration or by a function that refuses others. */
export function isSettled(option: string, { settledOptions, validators, results }: Flow): boolean {
  if (settledOptions.has(option)) return true;
  const validator = validators.get(option);
  return validator !== undefined && results.get(validator)?.trust === "constant";
}

/** Of an object that is spelled out, only what is taken over from others counts. */
export function heldOrigin(made: Expression, flow: Flow): Origin {
  if (made.kind !== "map") return flow.originOf(made);
  const others = made.entries.filter(({ key }) => key === undefined);
  return worstOrigin(others.flatMap(({ value }) => partsOf(value).map(flow.originOf)));
}

function modelOf(made: Expression, { models, typeOf }: Flow): ReadonlySet<string> | undefined {
  const name = made.kind === "call" ? modelMade(made.call) : made.kind === "name" ? typeOf(made) : undefined;
  return name === undefined ? undefined : models.get(name);
}

/** Nobody hands an object on more often. */
const MAX_STEPS = 30;

/** What an object was made of at first, through variables, parameters and functions of the program. */
export function holdersIn(program: Program, models: Models): Flow["madeOf"] {
  let returnedBy: ReturnedBy | undefined;
  const known = new Map<Expression, readonly Expression[]>(); // asked about again and again
  return (object) => {
    const before = known.get(object);
    if (before) return before;
    const valuesOf = madeValuesIn(program);
    returnedBy ??= returnedIn(program);
    const made: Expression[] = [];
    const pending = [object];
    const seen = new Set<Expression>();
    for (let next = pending.shift(); next && seen.size < MAX_STEPS; next = pending.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const copied = next.kind === "call" && models.size > 0 ? dumped(next.call) : undefined;
      const held = next.kind === "name" ? valuesOf(next) : next.kind === "either" ? next.parts : [];
      const returned = held.length > 0 ? held : returnedBy(next);
      const further = returned.length > 0 ? returned : readFrom(next, valuesOf);
      if (copied) pending.push(copied);
      else if (further.length > 0) pending.push(...further);
      else made.push(next);
    }
    known.set(object, made);
    return made;
  };
}

/** What `settings` reads in a class with `attr_reader :settings`. */
function readFrom(object: Expression, valuesOf: ValuesOf): readonly Expression[] {
  if (object.kind !== "name" || !/^[a-z]/.test(object.name)) return [];
  return valuesOf({ ...object, name: `@${object.name}`, scope: "" });
}

/** The types that parameters are annotated with. */
export function typesIn({ functions }: Program): Flow["typeOf"] {
  const types = new Map(
    functions.flatMap(({ scope, parameters }) =>
      parameters.flatMap(({ name, type }) =>
        type === undefined ? [] : [[variableKey(name, scope), type] as const],
      ),
    ),
  );
  return ({ name, scope }: NameExpression) => types.get(variableKey(name, scope));
}
