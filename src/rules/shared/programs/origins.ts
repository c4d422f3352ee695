/** Where the values of a program come from, as far as its assignments, parameters, checks and calls tell. */
import {
  type Expression,
  type FunctionDefinition,
  type Program,
  partsOf,
} from "../../../documents/program/program.ts";
import { onlyValuesIn } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import { onceFor, onceWithin } from "../../../source/once-for.ts";
import { environmentAround } from "../workflows/workflow-environment.ts";
import { checksIn } from "./checked-variables.ts";
import { definitionsIn } from "./definitions.ts";
import type { Use } from "./harmless-results.ts";
import { modulesIn } from "./modules-in.ts";
import { insideIn } from "./origins/allowed-values.ts";
import { ARCHIVES } from "./origins/archives.ts";
import { SERVES } from "./origins/brought-in.ts";
import { eventsIn } from "./origins/events.ts";
import { type Flow, worstOf } from "./origins/flow.ts";
import { modelsIn } from "./origins/models.ts";
import { callOrigin } from "./origins/of-calls.ts";
import { memberOrigin, nameOrigin } from "./origins/of-values.ts";
import { recordsIn } from "./origins/records.ts";
import { enumerationsIn } from "./origins/schemas.ts";
import { type Returned, type Settled, settle, settledOrigin, variablesOf } from "./origins/settle.ts";
import { holdersIn, typesIn } from "./origins/settled-members.ts";
import { settledAnswersIn, settledOptionsIn, validatorsIn } from "./origins/settled-options.ts";
import { CONSTANT, type Origin } from "./trust.ts";

/** Tells the origin of a value for the use the reader was made for. */
export type OriginOf = (expression: Expression) => Origin;

/** Reads a program once; the result answers for any of its expressions. With the project, its workflow tells of variables. */
export function originsIn(program: Program, use: Use, project?: Project): OriginOf {
  const readers = project && program.role === "workflow" ? readersOf(project) : READERS;
  return readers[use](program);
}

type Readers = Readonly<Record<Use, (program: Program) => OriginOf>>;

/** A program lives on in the next commit, which must not keep the project it was asked about in this one. */
function readersWith(project: Project | undefined): Readers {
  const once = project ? onceWithin : onceFor;
  return {
    shell: once((program: Program) => readOrigins(program, "shell", project)),
    path: once((program: Program) => readOrigins(program, "path", project)),
    code: once((program: Program) => readOrigins(program, "code", project)),
    "code-filled-in": once((program: Program) => readOrigins(program, "code-filled-in", project)),
  };
}

const READERS = readersWith(undefined);

const readersOf: (project: Project) => Readers = onceFor((project: Project) => readersWith(project));

function readOrigins(program: Program, use: Use, project: Project | undefined): OriginOf {
  const settled: Settled = {
    definitions: definitionsIn(program),
    byDefinition: new Map(),
    byVariable: new Map(),
    byFunction: new Map(program.functions.map(({ name }) => [name, CONSTANT])),
    byMade: new Map(),
    asked: new Set(),
  };
  const enumerations = enumerationsIn(program);
  const models = modelsIn(program, enumerations);
  const flow: Flow = {
    originOf: (expression) => originOf(expression, flow),
    use,
    environment: project && environmentAround(program, project),
    starts: new Map(program.starts.map((start) => [start.call, start])),
    results: settled.byFunction,
    passed: checksIn(program, use),
    passedByLine: checksIn(program, use, "line"),
    imported: program.imported,
    modules: modulesIn(program),
    properties: program.properties,
    archives: ARCHIVES.test(program.source.text),
    serves: SERVES.test(program.source.text),
    open: new Set(),
    changesMaps: changesMaps(program),
    onlyValueOf: onlyValuesIn(program),
    insideOf: insideIn(program),
    settledOptions: settledOptionsIn(program, enumerations),
    settledAnswers: settledAnswersIn(program),
    models,
    records: recordsIn(program),
    events: eventsIn(program),
    madeOf: holdersIn(program, models),
    typeOf: typesIn(program),
    validators: validatorsIn(program),
    enumerations,
    ...variablesOf(settled),
  };
  settle(settled, returnedIn(program, use), flow);
  return (expression) => settledOrigin(expression, settled, flow);
}

/** `result.update(answer)`, `Object.assign(result, answer)`, `result[key] = text`, `parse!(into: result)`, `result |= answer` */
function changesMaps({ source, assignments }: Program): boolean {
  return (
    CHANGES_MAPS.test(source.text) ||
    assignments.some(({ target }) => target?.kind === "member" && target.name === undefined)
  );
}

const CHANGES_MAPS =
  /\.(?:update|store|setdefault|each_pair|replace|concat|prepend|delete|default|__setitem__)\b|\.\w+!|:\[\]=|\bReflect\.set\b|\bdefinePropert|\bsetitem\b|\b(?:assign|merge|extend|defaults(?:Deep)?|deepmerge|setattr)\(|\binto:|(?<!\|)\|=/;

function returnedIn({ functions }: Program, use: Use): Returned[] {
  return functions.map((one) => {
    const isHarmless = use === "shell" && quotesForShell(one);
    return { name: one.name, values: isHarmless ? [] : one.returned };
  });
}

/** A function that does what a library's quoting does: it puts `'\\''` for each quote. */
function quotesForShell({ source, span }: FunctionDefinition): boolean {
  return /'\\{1,4}''|'"'"'/.test(source.text.slice(span.start, Math.min(span.end, span.start + MAX_QUOTING)));
}

/** Such functions are short. */
const MAX_QUOTING = 600;

function originOf(expression: Expression, flow: Flow): Origin {
  switch (expression.kind) {
    case "constant":
      return CONSTANT;
    case "name":
      return nameOrigin(expression, flow);
    case "member":
      return memberOrigin(expression, flow);
    case "call":
      return callOrigin(expression.call, flow);
    default:
      return worstOf(partsOf(expression), flow);
  }
}
