/** What an option may be, by its declaration: a list that says nothing when whoever starts the program writes it. */
import { type Expression, type Program, partsOf, pathOf } from "../../../../documents/program/program.ts";
import { isStrictPattern } from "../../../../documents/program/strict-pattern.ts";
import { onceFor } from "../../../../source/once-for.ts";
import { isEnvironment, isLookup } from "../environment.ts";
import { isRequest, readsCommandLine, readsInput } from "../incoming-texts.ts";
import { returnedIn, valuesWithArgumentsIn } from "../values-inside.ts";

/** All that a value may be made of; undefined where that can't be told. */
export type InsideOf = (value: Expression) => readonly Expression[] | undefined;

/** Reads a program once; the result answers for any of its values. */
export const insideIn: (program: Program) => InsideOf = onceFor((program: Program) => (value) => {
  if (value.kind === "name") return valuesWithArgumentsIn(program)(value);
  if (value.kind !== "call") return partsOf(value);
  const returned = returnedIn(program)(value);
  const { receiver, path, method } = value.call;
  const isMade =
    receiver === undefined ? !LISTS.test(path) : method === "new" && !LISTS.test(pathOf(receiver) ?? "");
  return returned.length === 0 && isMade ? undefined : [...partsOf(value), ...returned];
});

/** What makes lists of what it is given, and nothing else; an object of another class says itself what it holds. */
const LISTS =
  /^(?:\w+\.)*(?:sorted|list|tuple|(?:frozen|new )?[sS]et|dict|Array|Hash|Range|range|map|filter|zip|enumerate|reversed|len|str|int|String|Number|open|(?:new )?Path(?:name)?|get_args|listdir|scandir|i?glob|readdir(?:Sync)?|readFileSync|require|(?:safe_)?load|loads|new (?:Map|Array))$/;

/** A list, or a pattern that lets nothing dangerous through: `must_match: %w[staging production]`, `permit(/\A\w+\z/)`. */
export function allowsOnly(value: Expression | undefined, insideOf: InsideOf): boolean {
  const all = value?.kind === "name" ? (insideOf(value) ?? []) : value ? [value] : [];
  const known = all.map((one) =>
    one.kind === "call" && one.call.method === "freeze" ? (one.call.receiver ?? one) : one,
  );
  const [only] = known;
  if (only?.kind === "constant" && known.length === 1) return isStrictPattern(only.text);
  return (
    known.some(({ kind }) => /^(?:list|map)$/.test(kind)) && known.every((one) => isOwnList(one, insideOf))
  );
}

/** Nobody puts a list together from more. */
const MAX_STEPS = 2_000;

/** True for a value in which nothing is said from outside: `choices=sorted(TARGETS)`, not `[sys.argv[1]]`. */
export function isOwnList(list: Expression, insideOf: InsideOf): boolean {
  const pending = [list];
  const seen = new Set<Expression>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const inside = insideOf(next);
    if (seen.size > MAX_STEPS || !inside || isFromOutside(next)) return false;
    pending.push(...inside);
  }
  return true;
}

function isFromOutside(value: Expression): boolean {
  if (isEnvironment(value) || ARGUMENTS.test(pathOf(value) ?? "")) return true;
  if (value.kind !== "call") return false;
  const { call } = value;
  return isLookup(call) || readsCommandLine(call) || readsInput(call) || isRequest(call);
}

const ARGUMENTS =
  /^(?:ARGV|\$\*|ARGF|\$<|gets|\$?stdin|sys\.(?:argv|stdin)|process\.(?:argv|stdin)|(?:Bun|Deno)\.arg[sv])\b/i;
