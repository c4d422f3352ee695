/** How values flow through the variables and functions of a program: round by round, until nothing gets worse. */
import {
  type Expression,
  type NameExpression,
  optionOf,
  pathOf,
} from "../../../../documents/program/program.ts";
import { scopesFrom, variableKey } from "../../../../documents/program/variables.ts";
import type { Definition } from "../definitions.ts";
import { readsCommandLine } from "../incoming-texts.ts";
import { isOrdered, reaching } from "../reaching.ts";
import { CONSTANT, type Origin, worstOrigin } from "../trust.ts";
import { COMMAND_LINE, type Flow, UNKNOWN, worstOf } from "./flow.ts";
import { heldOrigin, isSettled } from "./settled-members.ts";

/** What is known by now; what is missing is constant. */
export interface Settled {
  /** Of each variable, by its key. */
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  readonly byDefinition: Map<Definition, Origin>;
  /** The worst of all a variable may hold. */
  readonly byVariable: Map<string, Origin>;
  /** What functions give back. */
  readonly byFunction: Map<string, Origin>;
  /** Of what objects were made of at first, as far as it was asked for. */
  readonly byMade: Map<Expression, Origin>;
  /** What of that isn't settled yet. */
  readonly asked: Set<Expression>;
}

/** What a function gives back. */
export interface Returned {
  readonly name: string;
  readonly values: readonly Expression[];
}

/** Values travel along chains of assignments; programs in which they travel longer are given up as unknown. */
const MAX_ROUNDS = 10;

/** Origins only ever get worse, so going round until nothing changes finds them, cycles included. */
export function settle(settled: Settled, returned: readonly Returned[], flow: Flow): void {
  for (let round = 0, changed = true; changed; round++) {
    const now = (origin: () => Origin): Origin => (round > MAX_ROUNDS ? UNKNOWN : origin());
    changed = false;
    for (const [key, all] of settled.definitions)
      for (const definition of all)
        if (
          worsen(
            settled.byDefinition,
            definition,
            now(() => definitionOrigin(definition, flow)),
          )
        ) {
          worsen(settled.byVariable, key, settled.byDefinition.get(definition) ?? CONSTANT);
          changed = true;
        }
    for (const { name, values } of returned)
      if (
        worsen(
          settled.byFunction,
          name,
          now(() => worstOf(values, flow)),
        )
      )
        changed = true;
    for (const made of settled.asked) {
      const isFirst = !settled.byMade.has(made);
      if (isFirst) settled.byMade.set(made, CONSTANT);
      const isWorse = worsen(
        settled.byMade,
        made,
        now(() => heldOrigin(made, flow)),
      );
      if (isFirst || isWorse) changed = true;
    }
  }
  settled.asked.clear();
}

/** The origin of any expression of a program that is settled; what it asks for first is settled then. */
export function settledOrigin(expression: Expression, settled: Settled, flow: Flow): Origin {
  let origin = flow.originOf(expression);
  while (settled.asked.size > 0) {
    settle({ ...settled, definitions: new Map() }, [], flow);
    origin = flow.originOf(expression);
  }
  return origin;
}

/** True when the origin is worse than what was known. */
function worsen<Key>(known: Map<Key, Origin>, key: Key, origin: Origin): boolean {
  const before = known.get(key) ?? CONSTANT;
  if (worstOrigin([before, origin]) === before) return false;
  known.set(key, origin);
  return true;
}

/** Types whose values hold nothing a shell could misread. */
const SETTLED_TYPES = /^(?:int|float|bool|number|boolean|bigint|(?:typing\.)?Literal\[)/;

function definitionOrigin(definition: Definition, flow: Flow): Origin {
  const { values, givenBy, name, at } = definition;
  const type = (definition.type ?? "").replace(/^(?:\w+\.)?Annotated\[(\w+),.*$/s, "$1");
  if (SETTLED_TYPES.test(type) || flow.enumerations.has(type)) return CONSTANT;
  if (givenBy && flow.results.get(validatorOf(definition) ?? "")?.trust === "constant") return CONSTANT;
  if (givenBy === "command line")
    return isSettled(name, flow)
      ? CONSTANT
      : { trust: "given", source: { label: COMMAND_LINE, place: at, download: false } };
  if (values.length > 0 && values.every(isCommandLine) && isSettled(name, flow)) return CONSTANT;
  const origin = worstOf(values, flow);
  return givenBy === "elsewhere" && origin.trust !== "outside" ? UNKNOWN : origin;
}

/** The function that typer gives a parameter to first: `typer.Argument(callback=commit)`, as its type says or its default. */
function validatorOf({ type = "", values }: Definition): string | undefined {
  const declared = values.find((value) => value.kind === "call");
  const given = declared && (optionOf(declared.call, "callback") ?? optionOf(declared.call, "parser"));
  return pathOf(given) ?? /^(?:\w+\.)?Annotated\[.*\b(?:callback|parser)=(\w+)/s.exec(type)?.[1];
}

/** What a handler of the command line is given: `.action((destination) => …)`. */
function isCommandLine(value: Expression): boolean {
  return value.kind === "call" && readsCommandLine(value.call);
}

/** How variables and objects are looked up. */
export function variablesOf({
  definitions,
  byDefinition,
  byVariable,
  byMade,
  asked,
}: Settled): Pick<Flow, "variable" | "made" | "heldBy"> {
  const worst = (all: readonly Definition[]): Origin =>
    worstOrigin(all.map((one) => byDefinition.get(one) ?? CONSTANT));
  const nearest = ({ name, scope }: NameExpression) => {
    for (const outer of scopesFrom(scope)) {
      const key = variableKey(name, outer);
      const all = definitions.get(key);
      if (all) return { key, all, outer };
    }
    return undefined;
  };
  return {
    heldBy: (made) => {
      const known = byMade.get(made);
      if (!known) asked.add(made);
      return known;
    },
    made: (name) => {
      const found = nearest(name);
      return found && worst(found.all.filter(({ adds }) => !adds));
    },
    variable: (name) => {
      const found = nearest(name);
      if (!found) return undefined;
      const some = isOrdered(name, found.outer) ? reaching(found.all, name.span) : undefined;
      return some ? worst(some) : (byVariable.get(found.key) ?? CONSTANT);
    },
  };
}
