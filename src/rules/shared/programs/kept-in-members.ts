/** What a program puts into an object under a name: `config.headers.Authorization = token`, `result["key"] = key`. */
import type { Expression, Program } from "../../../documents/program/program.ts";
import { scopesFrom, variableKey } from "../../../documents/program/variables.ts";
import { onceFor } from "../../../source/once-for.ts";

/** What was put where an expression looks; nothing for anything else. */
export type KeptInMember = (expression: Expression) => readonly Expression[];

/** Far beyond how often anybody sets one member, so that nothing hides behind many. */
const MAX_SET = 1_000;

/** Reads a program once; the result answers for any of its members. */
export const keptInMembersIn: (program: Program) => KeptInMember = onceFor(({ assignments }: Program) => {
  const kept = new Map<string, Expression[]>();
  for (const { target, value, scope } of assignments) {
    if (target?.kind !== "member" || target.path === "") continue;
    const key = variableKey(target.path, scope);
    const all = kept.get(key) ?? [];
    if (all.length < MAX_SET) all.push(value);
    kept.set(key, all);
  }
  return (expression) => {
    if (kept.size === 0 || expression.kind !== "member" || expression.path === "") return [];
    const { path, anchor = "" } = expression;
    const scope = scopesFrom(anchor).find((one) => kept.has(variableKey(path, one)));
    return scope === undefined ? [] : (kept.get(variableKey(path, scope)) ?? []);
  };
});
