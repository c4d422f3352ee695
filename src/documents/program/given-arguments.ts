/** What the calls of a function give to its parameters. */
import type { Call, Expression, Parameter } from "./program.ts";

/**
 * By name or by place: several values when the parameter takes the rest; a list or map that is spread out may hold it as well. With all
 * parameters, also the map at the end of a call that is none of options: `report("start", { settings })`.
 */
export function argumentsFor(
  call: Call,
  { name, rest }: Pick<Parameter, "name" | "rest">,
  at: number,
  all?: readonly Parameter[],
): readonly Expression[] {
  const { arguments: values, options } = call;
  const named = options.filter(({ key }) => key === name).map(({ value }) => value);
  if (named.length > 0) return named;
  if (rest) return values.slice(at);
  const spread = values.slice(0, at + 1).find(({ kind }) => kind === "spread");
  if (spread) return [spread];
  if (at === values.length && all && endsInMap(call, all)) return [mapOf(call)];
  return at < values.length ? values.slice(at, at + 1) : spreadMaps(call);
}

/** `Config(**vars(args))`, `new Release({ ...options })` */
function spreadMaps({ options }: Call): readonly Expression[] {
  return options.flatMap(({ key, value }) => (key === undefined ? [value] : []));
}

function endsInMap({ options }: Call, parameters: readonly Parameter[]): boolean {
  const takesOptions = parameters.some(({ name, rest }) => rest || options.some(({ key }) => key === name));
  return options.length > 0 && !takesOptions;
}

function mapOf({ source, span, anchor, options }: Call): Expression {
  return { source, span, anchor: anchor ?? "", kind: "map", entries: options };
}
