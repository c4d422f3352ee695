/** What a program puts into an object under a name: `config.headers.Authorization = token`, `result["key"] = key`. */
import { type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { scopesFrom, variableKey } from "../../../documents/program/variables.ts";
import { onceFor } from "../../../source/once-for.ts";

/** What was put where an expression looks; nothing for anything else. */
export type KeptInMember = (expression: Expression) => readonly Expression[];

/** Far beyond how often anybody sets one member; of more, those that are set last are what it holds in the end. */
const MAX_SET = 100;

/** Reads a program once; the result answers for any of its members. */
export const keptInMembersIn: (program: Program) => KeptInMember = onceFor(({ assignments }: Program) => {
  const kept = new Map<string, Expression[]>();
  for (const { target, value, scope } of assignments) {
    if (target?.kind !== "member" || target.path === "" || isSpelledOut(value)) continue;
    const key = variableKey(target.path, scope);
    const all = kept.get(key);
    if (all) all.push(value);
    else kept.set(key, [value]);
  }
  return (expression) => {
    if (kept.size === 0 || expression.kind !== "member" || expression.path === "") return [];
    const { path, anchor = "" } = expression;
    const scope = scopesFrom(anchor).find((one) => kept.has(variableKey(path, one)));
    return scope === undefined ? [] : (kept.get(variableKey(path, scope)) ?? []).slice(-MAX_SET);
  };
});

/** Nothing hides behind many of those. */
export function isSpelledOut(value: Expression): boolean {
  return value.kind === "constant" || literalOf(value) !== undefined;
}
