/** What the calls of a function give to its parameters. */
import type { Call, Expression, Parameter } from "./program.ts";

/** By name or by place: several values when the parameter takes the rest; a list that is spread out may hold it as well. */
export function argumentsFor(
  { arguments: values, options }: Call,
  { name, rest }: Pick<Parameter, "name" | "rest">,
  at: number,
): readonly Expression[] {
  const named = options.filter(({ key }) => key === name).map(({ value }) => value);
  if (named.length > 0) return named;
  if (rest) return values.slice(at);
  const spread = values.slice(0, at + 1).find(({ kind }) => kind === "spread");
  return spread ? [spread] : values.slice(at, at + 1);
}
