/** Exits with success that a change puts in front of checks. */

import { indentOf } from "../../../source/indent-of.ts";
import { holdsAtProduction } from "./gate-destinations.ts";
import {
  at,
  FAILS,
  isCheck,
  LEAVES,
  type Line,
  ONLY_TALKS,
  STRICT,
  verdictsIn,
  type Weakening,
} from "./gate-lines.ts";

/** `exit 0` in front of what used to decide. */
export function earlyExits(
  others: readonly Line[],
  now: readonly Line[],
  added: readonly Line[],
): Weakening[] {
  const verdicts = new Set(verdictsIn(now));
  const last = now.findLast((line) => FAILS.test(line.text) || isCheck(line.text) || verdicts.has(line));
  const lastAct = now.some(({ text }) => STRICT.test(text))
    ? now.findLast(({ text }) => !ONLY_TALKS.test(text))
    : undefined;
  return others.flatMap((line) => {
    const isBefore = last !== undefined && line.offset < last.offset;
    const isEnd = LEAVES.test(line.text) && !/^\s/.test(line.raw);
    if (!isBefore && isEnd && lastAct && line.offset < lastAct.offset)
      return [at(line, "The hook ends here with success, before it does anything that can fail.", "medium")];
    if (!isBefore) return [];
    if (isEnd) return [at(line, "The hook ends here with success, before its checks.")];
    const leaves =
      /(?:&&|then|\|\|) ?\{? ?exit(?: 0)? ?(?:;|\}|$|; fi)/.test(line.text) ||
      /(?:^| )(?:exit(?: 0|\(0?\))?|return) if /.test(line.text) ||
      LEAVES_IF.test(line.text);
    const isSwitch = leaves || (LEAVES.test(line.text) && /^\s/.test(line.raw));
    if (!isSwitch || FAILS.test(line.text)) return [];
    // a new function leaves its own work
    const isOwn = around(line, now).some(
      (outer, depth) =>
        FUNCTION.test(outer.text) && added.includes(outer) && (depth === 0 || /^return\b/.test(line.text)),
    );
    const severity = sparesProduction(line.text) ? "medium" : "high";
    return isOwn ? [] : [at(line, "The checks below are skipped under this new condition.", severity)];
  });
}

/** `[ "$KAMAL_DESTINATION" = staging ] && exit 0`, `[ "$KAMAL_DESTINATION" = production ] || exit 0` */
function sparesProduction(text: string): boolean {
  return holdsAtProduction(text) === /\|\| ?\{? ?exit| unless /.test(text);
}

/** The lines that open the blocks around, from the inside out. */
function around(line: Line, now: readonly Line[]): Line[] {
  const outer: Line[] = [];
  let least = indentOf(line.raw);
  for (let index = now.indexOf(line) - 1; index >= 0 && least > 0; index--) {
    const one = now[index];
    if (!one || indentOf(one.raw) >= least) continue;
    outer.push(one);
    least = indentOf(one.raw);
  }
  return outer;
}

/** The start of a function, in each of the languages. */
const FUNCTION = /^(?:(?:export |private |async )*(?:def|function)\b|[\w-]+ ?\(\) ?\{$)|=> ?\{$/;

/** Python and JavaScript leave from a condition in one line, too: `if skip: sys.exit(0)`. */
const LEAVES_IF = /^if\b.*[):] ?\{? ?(?:process\.exit\(0?\)|sys\.exit\(0?\)|return(?: 0)?);? ?\}?$/;
