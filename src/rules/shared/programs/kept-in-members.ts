/** What a program puts into an object under a name: `config.headers.Authorization = token`, `result["key"] = key`. */
import type { Expression, Program } from "../../../documents/program/program.ts";
import { scopesFrom, variableKey } from "../../../documents/program/variables.ts";
import { onceFor } from "../../../source/once-for.ts";

/** What was put where an expression looks; nothing for anything else. */
export type KeptInMember = (expression: Expression) => readonly Expression[];

/** Nobody sets one member more often by hand. */
const MAX_SET = 20;

/** Reads a program once; the result answers for any of its members. */
export const keptInMembersIn: (program: Program) => KeptInMember = onceFor(({ assignments }: Program) => {
  const kept = new Map<string, Expression[]>();
  for (const { target, value, scope } of assignments) {
    if (target?.kind !== "member" || target.path === "") continue;
    const key = variableKey(target.path, scope);
    const others = kept.get(key) ?? [];
    if (others.length < MAX_SET) kept.set(key, [...others, value]);
  }
  return (expression) => {
    if (kept.size === 0 || expression.kind !== "member" || expression.path === "") return [];
    const { path, anchor = "" } = expression;
    const scope = scopesFrom(anchor).find((one) => kept.has(variableKey(path, one)));
    return scope === undefined ? [] : (kept.get(variableKey(path, scope)) ?? []);
  };
});
