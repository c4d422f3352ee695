/** HK-02 in Ruby, Python and JavaScript: data becomes program text. */
import type { Call, Expression, Program } from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Severity } from "../../../engine/severity.ts";
import { whatArrives } from "./flow-message.ts";
import { originsIn } from "./origins.ts";
import type { Origin, Trust } from "./trust.ts";

/** A text that a call runs as a program of its own language. */
export interface EvaluatedValue {
  readonly call: Call;
  readonly value: Expression;
  /** What runs it, for a message. */
  readonly by: string;
}

const RUBY = /(?:^|\.)(?:eval|instance_eval|class_eval|module_eval)$/;
const PYTHON = /^(?:builtins\.)?(?:eval|exec)$/;
const JAVASCRIPT =
  /^(?:(?:globalThis|window|global)\.)?eval$|^new Function$|^Function$|^vm\.(?:runIn\w+|compileFunction)$|^new vm\.(?:Script|SourceTextModule)$/;

/** Objects made from bytes run what the bytes say. */
const LOADING =
  /^(?:Marshal\.(?:load|restore)|YAML\.unsafe_load|Psych\.unsafe_load|Oj\.object_load|pickle\.loads?|marshal\.loads?|dill\.loads?|cPickle\.loads?|jsonpickle\.decode|yaml\.unsafe_load)$/;

/** The texts that calls of a program evaluate. */
export function evaluatedValues({ calls, language }: Program): EvaluatedValue[] {
  const names = { ruby: RUBY, python: PYTHON, javascript: JAVASCRIPT }[language];
  return calls.flatMap((call): EvaluatedValue[] => {
    const { path, method, arguments: values, receiver } = call;
    const value = path === "new Function" || path === "Function" ? values.at(-1) : values[0];
    if (value && names.test(path)) return [{ call, value, by: path.startsWith("new ") ? path : method }];
    const evaluates = method === "then" && value?.kind === "name" && value.name === "eval";
    return evaluates && receiver ? [{ call, value: receiver, by: "eval" }] : [];
  });
}

const SEVERITIES: Readonly<Record<Trust, Severity | undefined>> = {
  constant: undefined,
  configured: undefined,
  chosen: "medium",
  unknown: "high",
  given: "high",
  outside: "critical",
};

/** Downloads as a whole are left to pipe-to-shell. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const originOf = originsIn(program, "code");
  for (const { call, value, by } of evaluatedValues(program)) {
    const origin = originOf(value);
    const severity = SEVERITIES[origin.trust];
    if (severity && !isWholeDownload(value, origin))
      yield problem(
        call,
        value,
        severity,
        `${whatArrives(origin, call)} becomes program text here through ${by}.`,
      );
  }
  for (const call of program.calls) {
    const [value] = call.arguments;
    const origin = value && LOADING.test(call.path) ? originOf(value) : undefined;
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
