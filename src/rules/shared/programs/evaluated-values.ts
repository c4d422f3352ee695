/** Texts that Ruby, Python and JavaScript run as programs of their own language. */
import type { Call, Expression, Program } from "../../../documents/program/program.ts";

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
