/** Conditions by which checks run in fewer places. */

import { holdsAtProduction } from "./gate-destinations.ts";
import { at, FAILS, type Line, type Weakening } from "./gate-lines.ts";

/** The condition that decides where the check runs at all. */
export function narrowed(added: readonly Line[], old: readonly Line[]): Weakening[] {
  const conditions = old
    .flatMap(({ text }) => /^(?:el)?if (.*?)(?:;? ?then)?$/.exec(text)?.[1] ?? [])
    .slice(0, MAX_CONDITIONS);
  const wasWider = (text: string): boolean =>
    conditions.some(
      (condition) =>
        text.includes(`if ${condition} && `) ||
        text.includes(` && ${condition}`) ||
        namesFewer(text, condition),
    );
  const deciding = added.filter(({ text }) => DECIDES_WHERE.test(text) && !FAILS.test(text));
  return deciding.map((line, index) => {
    const isWorse = index >= MAX_CONDITIONS || wasWider(line.text) || holdsAtProduction(line.text) !== true;
    return at(line, "The checks below run only under this new condition.", isWorse ? "high" : "medium");
  });
}

/** Hooks of people have fewer; beyond, the worst is assumed. */
const MAX_CONDITIONS = 200;

const DECIDES_WHERE =
  /^(?:el)?if\b.*\b(?:KAMAL_DESTINATION|KAMAL_COMMAND|KAMAL_PERFORMER|CI|SKIP_\w+|FORCE|NO_VERIFY)\b/;

/** `in ("staging", "production")` that loses one of its names; what is not among the names may do so. */
function namesFewer(text: string, condition: string): boolean {
  if (/\bnot\b|!/.test(text)) return false;
  const [now, before] = [namesIn(text), namesIn(condition)];
  const isSame = withoutNames(text).replace(/^(?:el)?if /, "") === withoutNames(condition);
  return isSame && now.length < before.length && now.every((name) => before.includes(name));
}

/** Longer conditions are read by nobody. */
const MAX_CONDITION = 500;

function namesIn(condition: string): string[] {
  const list = condition.slice(0, MAX_CONDITION).replace(LOOKED_UP, "");
  return [...list.matchAll(/["']([\w-]+)["']/g)].flatMap(([, name]) => name ?? []);
}

function withoutNames(condition: string): string {
  return condition
    .slice(0, MAX_CONDITION)
    .replace(/["'][\w-]+["'],? ?/g, "")
    .replace(/[\s,:]+/g, " ");
}

const LOOKED_UP = /\[["']\w+["']\]|\((?:["']\w+["'])\)/g;
