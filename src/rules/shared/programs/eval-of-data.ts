/** HK-02 in Ruby, Python and JavaScript: data becomes program text. */
import {
  type Call,
  type Expression,
  optionOf,
  type Program,
  pathOf,
} from "../../../documents/program/program.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Severity } from "../../../engine/severity.ts";
import { chosenPrograms } from "./chosen-programs.ts";
import { isDecoded } from "./decoded-programs.ts";
import { evaluatedValues } from "./evaluated-values.ts";
import { whatArrives } from "./flow-message.ts";
import { interpreterTexts } from "./interpreter-texts.ts";
import { originsIn } from "./origins.ts";
import { textsRunLater } from "./texts-run-later.ts";
import { type Origin, type Trust, worstOrigin } from "./trust.ts";
import { valuesIn } from "./values-inside.ts";

/** Objects made from bytes run what the bytes say. */
const LOADING =
  /^(?:Marshal\.(?:load|restore)|YAML\.unsafe_load|Psych\.unsafe_load|Oj\.object_load|pickle\.loads?|marshal\.loads?|dill\.loads?|cPickle\.loads?|jsonpickle\.decode|node-serialize\.unserialize|funcster\.deepDeserialize|cryo\.parse|joblib\.load|yaml\.unsafe_load(?:_all)?)$/;

/** `yaml.load(text, Loader=yaml.Loader)` makes objects of any class. */
function makesObjects(call: Call): boolean {
  if (LOADING.test(call.path)) return true;
  const loader = /^yaml\.load(?:_all)?$/.test(call.path)
    ? (optionOf(call, "Loader") ?? call.arguments[1])
    : undefined;
  return /^(?:yaml\.(?:loader\.|cyaml\.)?)?(?:C|Unsafe|CUnsafe)?Loader$/.test(pathOf(loader) ?? "");
}

const SEVERITIES: Readonly<Record<Trust, Severity | undefined>> = {
  constant: undefined,
  configured: undefined,
  chosen: "medium",
  unknown: "high",
  given: "high",
  outside: "critical",
};

/** Languages in which `"#{…}"` or `"$x"` is more than text. */
const FILLS_IN = /^(?:ruby|rails|rake|irb|jruby|perl|php)/;

/** Downloads as a whole are left to pipe-to-shell, and what is encoded to opaque-hook. */
export function* checkProgram(program: Program, project: Project): Iterable<Problem> {
  const originOf = originsIn(program, "code", project);
  const valuesOf = valuesIn(program);
  for (const { call, value, by } of evaluatedValues(program)) {
    const origin = originOf(value);
    const severity = SEVERITIES[origin.trust];
    if (severity && !isWholeDownload(value, origin) && !isDecoded(value, valuesOf))
      yield problem(
        call,
        value,
        severity,
        `${whatArrives(origin, call)} becomes program text here through ${by}.`,
      );
  }
  for (const { start, values, by } of interpreterTexts(program)) {
    const of = FILLS_IN.test(by) ? originsIn(program, "code-filled-in", project) : originOf;
    const origin = worstOrigin(values.map(({ value }) => of(value)));
    const grave = values.find(({ value }) => of(value) === origin) ?? values[0];
    const severity = SEVERITIES[origin.trust];
    const message = `${whatArrives(origin, start.call)} becomes program text here through ${by}.`;
    if (grave && severity) yield problem(start.call, grave.value, severity, message);
  }
  yield* chosenPrograms(program, originOf);
  yield* textsRunLater(program, originsIn(program, "shell", project));
  for (const call of program.calls) {
    const [value] = call.arguments;
    const origin = value && makesObjects(call) ? originOf(value) : undefined;
    if (value && origin?.trust === "outside")
      yield problem(
        call,
        value,
        "high",
        `${whatArrives(origin, call)} is turned into objects here through \`${call.path}\`, which can run code.`,
      );
  }
}

function problem(call: Call, value: Expression, severity: Severity, message: string): Problem {
  const fix = "Read data as data, with a parser such as JSON, and call the functions of the program by name.";
  const inside = value.span.start >= call.span.start && value.span.end <= call.span.end;
  return {
    at: { source: call.source, span: inside ? value.span : call.span, anchor: call.anchor ?? "" },
    severity,
    message,
    fix,
  };
}

/** True when nothing but what came from the network is run. */
export function isWholeDownload(value: Expression, { source }: Origin): boolean {
  if (source?.download !== true) return false;
  return (
    value.kind !== "joined" && !(value.kind === "text" && value.parts.some((part) => part.kind === "literal"))
  );
}
