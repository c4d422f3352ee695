/** What an option may be, by its declaration: a list that says nothing when whoever starts the program writes it. */
import { type Expression, partsOf, pathOf } from "../../../../documents/program/program.ts";
import { isStrictPattern } from "../../../../documents/program/strict-pattern.ts";
import type { OnlyValueOf } from "../../../../documents/program/variables.ts";
import { isEnvironment, isLookup } from "../environment.ts";
import { isRequest, readsCommandLine, readsInput } from "../incoming-texts.ts";

/** A list, or a pattern that lets nothing dangerous through: `must_match: %w[staging production]`, `permit(/\A\w+\z/)`. */
export function allowsOnly(value: Expression | undefined, onlyValueOf: OnlyValueOf): boolean {
  const known = value?.kind === "name" ? (onlyValueOf(value) ?? value) : value;
  const inner = known?.kind === "call" && known.call.method === "freeze" ? known.call.receiver : known;
  if (!inner) return false;
  if (inner.kind === "constant") return isStrictPattern(inner.text);
  return /^(?:list|map)$/.test(inner.kind) && isOwnList(inner, onlyValueOf);
}

/** Nobody puts a list together from more. */
const MAX_STEPS = 2_000;

/** True for a value in which nothing is said from outside: `choices=sorted(TARGETS)`, not `[sys.argv[1]]`. */
export function isOwnList(list: Expression, onlyValueOf: OnlyValueOf): boolean {
  const pending = [list];
  const seen = new Set<Expression>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (seen.size > MAX_STEPS) return false;
    if (isFromOutside(next)) return false;
    const value = next.kind === "name" ? onlyValueOf(next) : undefined;
    pending.push(...(value ? [value] : partsOf(next)));
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
