/** What is written to a program after it was started: `process.communicate(text)`, `pipe.write(text)`, `child.stdin.end(text)`. */
import { type Call, type Expression, optionOf, type ProgramContent } from "../program.ts";
import { variableKey } from "../variables.ts";

/** Reads a program once; the result answers for any of its calls. */
export function laterInputsIn({
  assignments,
  calls,
}: ProgramContent): (call: Call) => Expression | undefined {
  const pipes = new Map<Call, string>();
  const written = new Map<string, Expression>();
  const write = (key: string, said: Expression): void => {
    const before = written.get(key);
    written.set(key, before ? together(before, said) : said);
  };
  for (const { name, scope, value, adds } of assignments) {
    if (name === undefined) continue;
    const key = variableKey(name, scope);
    if (adds) for (const said of value.kind === "either" ? value.parts : [value]) write(key, said);
    else if (value.kind === "call" && STARTS.test(value.call.path)) pipes.set(value.call, key);
  }
  for (const call of calls) {
    const { method, receiver, scope } = call;
    const said = optionOf(call, "input") ?? call.arguments[0];
    if (method !== "communicate" || receiver?.kind !== "name" || !said) continue;
    written.set(variableKey(receiver.name, scope), said);
  }
  return (call) => {
    const key = pipes.get(call);
    return key === undefined ? undefined : written.get(key);
  };
}

/** Line by line, up to what nobody writes by hand. */
function together(before: Expression, said: Expression): Expression {
  const parts = before.kind === "joined" ? before.parts : [before];
  return parts.length >= MAX_LINES ? before : { ...before, kind: "joined", parts: [...parts, said] };
}

const MAX_LINES = 200;

const STARTS = /popen|spawn|exec(?:File)?$/i;
