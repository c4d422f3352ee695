/** Schemas and classes that let only harmless values pass: of zod, and enumerations of Python. */
import type { Call, Expression, Program } from "../../../../documents/program/program.ts";
import { isStrictPattern } from "../../../../documents/program/strict-pattern.ts";
import type { OnlyValueOf } from "../../../../documents/program/variables.ts";

/** Schemas of schemas of schemas: nobody goes further. */
const MAX_DEPTH = 6;

/** `z.enum(["staging", "production"])` in `z.enum(…).parse(value)` lets nothing else pass. */
export function isStrictSchema(
  receiver: Expression | undefined,
  onlyValueOf: OnlyValueOf,
  depth = 0,
): boolean {
  const call = schemaOf(receiver, onlyValueOf);
  if (!call || depth > MAX_DEPTH) return false;
  const inner = (one: Expression | undefined): boolean => isStrictSchema(one, onlyValueOf, depth + 1);
  if (STRICT.test(call.path)) return true;
  if (call.method === "regex") return isStrict(call.arguments[0]);
  if (/(?:^|\.)z\.(?:strict_?)?[oO]bject$/.test(call.path))
    return call.options.length > 0 && call.options.every(({ value }) => inner(value));
  if (/(?:^|\.)z\.array$/.test(call.path)) return inner(call.arguments[0]);
  return KEEPS.test(call.method) && inner(call.receiver);
}

/** The same for one field of an object: `const { destination } = Args.parse(…)`. */
export function isStrictField(
  receiver: Expression | undefined,
  name: string | undefined,
  onlyValueOf: OnlyValueOf,
): boolean {
  const call = schemaOf(receiver, onlyValueOf);
  const field = call?.options.find(({ key }) => key === name)?.value;
  return name !== undefined && field !== undefined && isStrictSchema(field, onlyValueOf);
}

const STRICT = /(?:^|\.)z\.(?:coerce\.)?(?:enum|nativeEnum|literal|number|int|bigint|boolean|uuid|ipv[46])$/;

/** What is added to a schema and lets no more pass than it did. */
const KEEPS =
  /^(?:optional|nullable|default|min|max|length|trim|describe|brand|strict|toLowerCase|int|positive|startsWith|endsWith)$/;

function schemaOf(receiver: Expression | undefined, onlyValueOf: OnlyValueOf): Call | undefined {
  const schema = receiver?.kind === "name" ? onlyValueOf(receiver) : receiver;
  return schema?.kind === "call" ? schema.call : undefined;
}

function isStrict(pattern: Expression | undefined): boolean {
  return pattern?.kind === "constant" && isStrictPattern(pattern.text);
}

/** Classes such as `class Destination(str, Enum)`, which take no value but their own. */
export function enumerationsIn({ language, source, span }: Program): ReadonlySet<string> {
  if (language !== "python") return new Set();
  const text = source.text.slice(span.start, span.end);
  const classes = text.matchAll(/^[ \t]*class (\w+)\(([^()\n]{1,200})\):/gm);
  return new Set(
    [...classes].flatMap(([, name, bases = ""]) =>
      name && /\b(?:Int|Str)?Enum\b/.test(bases) ? [name] : [],
    ),
  );
}
