/** Functions of a program around a start: they start what their calls give them. */
import { argumentsFor } from "../given-arguments.ts";
import type { Call, Expression, FunctionDefinition } from "../program.ts";
import type { Start } from "../started-programs.ts";

/** See the module comment. */
export interface Wrapper {
  readonly definition: FunctionDefinition;
  /** The parameter whose starts inside of the function count at its calls instead; undefined when they count there as well. */
  readonly handedOn: string | undefined;
  /** What a call of the function starts; undefined when the call gives nothing to start. */
  startBy(call: Call): Start | undefined;
}

/** What a call gives to the parameter at a place. */
export function argumentsAt(
  call: Call,
  { parameters }: FunctionDefinition,
  at: number,
): readonly Expression[] {
  const parameter = parameters[at];
  return parameter ? argumentsFor(call, parameter, at) : [];
}

/** The list behind `list(args)`, `args.map(String)`. */
export function unlisted(value: Expression): Expression {
  if (value.kind !== "call") return value;
  const { path, method, arguments: values, receiver } = value.call;
  if (/^(?:list|tuple|Array\.from)$/.test(path) && values.length === 1) return values[0] ?? value;
  return receiver && /^(?:map|flat|filter|slice|to_a|flatten|compact)$/.test(method) ? receiver : value;
}
