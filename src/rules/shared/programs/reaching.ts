/** Which of the values a variable gets can reach a place. */
import type { NameExpression } from "../../../documents/program/program.ts";
import { contains, type Span } from "../../../source/span.ts";

/** A place where a variable gets a value. */
interface Setting {
  readonly span: Span;
  /** The branch, loop or function body it stands in. */
  readonly block: Span;
  /** True when the old value stays a part of the new one. */
  readonly adds: boolean;
}

/** False for what other functions set, which they may do at any time. */
export function isOrdered({ name, scope }: NameExpression, definedIn: string): boolean {
  return scope === definedIn && !/^(?:[@$A-Z]|(?:self|this|cls)\.)/.test(name);
}

/** A variable that is set more often is judged by all its values. */
const MAX_ORDERED = 100;

/**
 * Those that can reach a place of the same function: a later assignment in the same block replaces the earlier ones. Undefined
 * when all may.
 */
export function reaching<One extends Setting>(all: readonly One[], at: Span): readonly One[] | undefined {
  if (all.length === 1 || all.length > MAX_ORDERED) return undefined;
  const last = all.findLastIndex((one) => !one.adds && one.span.end <= at.start && contains(one.block, at));
  return all.filter((one, index) => index >= last && isBeforeOrLooped(one, at));
}

/** What stands behind a place reaches it only when both are in one block, which may be a loop. */
function isBeforeOrLooped(definition: Setting, at: Span): boolean {
  if (definition.span.end <= at.start) return true;
  return !contains(definition.span, at) && contains(definition.block, at);
}
