/** Checks whose failure a change ignores, or catches. */
import { indentOf } from "../../../source/indent-of.ts";
import { at, BEST_EFFORT, FAILS, isCheck, type Line, STOPS, type Weakening } from "./gate-lines.ts";

/** The end of a command that began on a line before. */
const CONTINUED = /^(?:[<>|&]|-|\d>)/;

/** `if false && …` */
const NEVER_TRUE = /^(?:el)?if \(?(?:false|0)\b|^(?:el)?if .*&& \(?false\b|\bif false$/i;

export function ignoredFailures(added: readonly Line[], known: ReadonlySet<string>): Weakening[] {
  return added.flatMap((line) => {
    if (/^set \+e\b|^set \+o errexit/.test(line.text))
      return [at(line, "Failures are ignored from here on.")];
    if (NEVER_TRUE.test(line.text)) return [at(line, "The check can't come true any more.")];
    const unquoted = line.text
      .replace(IGNORED_INSIDE, "")
      .replace(CAUGHT, (all, inside, handled) => (FAILS.test(handled) ? all : inside));
    if (unquoted !== line.text && known.has(unquoted) && !BEST_EFFORT.test(unquoted))
      return [at(line, "A check that fails is ignored here from now on.")];
    const command = (/^(.*?) ?\|\| ?(?:true|:|exit 0|echo\b.*)$/.exec(line.text) ??
      /^([^&]*[^&> ]) ?&$/.exec(line.text))?.[1];
    // in `state=$(bin/ci-state || echo unknown)` the answer decides
    if (command === undefined || CONTINUED.test(command) || /=\$\([^)]*$/.test(command)) return [];
    const isVerdict = /\| ?e?grep (?:-\w+ )*-\w*q/.test(command); // what is searched decides
    if (BEST_EFFORT.test(command) && !isVerdict) return [];
    const was =
      known.has(command) || [...known].some((text) => text.startsWith(`${command} || `) && FAILS.test(text));
    return was || isCheck(command) ? [at(line, "A check that fails is ignored here from now on.")] : [];
  });
}

/** Shell text in a string of another language that now always succeeds; Ruby's `rescue` behind a statement. */
const IGNORED_INSIDE =
  / ?(?:\|\| ?(?:true|:)|; ?true)(?=["'`])| rescue (?:nil|true|false|warn\b.*|puts\b.*)$/;

/** `try { execSync("npm test"); } catch {}` on one line. */
const CAUGHT = /^try ?\{ ?(.{1,300}?) ?\} ?catch(?: ?\(\w+\))? ?\{(.*)\};?$/;

const CATCHES = /^(?:\} ?)?catch\b|^except\b|^rescue\b/;

/** Nobody looks further for the start or the end of what is caught. */
const MAX_CAUGHT = 40;

/** `try { … } catch { console.warn("…") }` around what used to stop the deployment. */
export function swallowedFailures(now: readonly Line[], known: ReadonlySet<string>): Weakening[] {
  return now.flatMap((line, index) => {
    if (!CATCHES.test(line.text) || known.has(line.text)) return [];
    const before = now.slice(Math.max(0, index - MAX_CAUGHT), index);
    const start = startOfCaught(line, before);
    const inside = start < 0 ? [] : before.slice(start + 1);
    const checks = inside.filter(
      ({ text }) => known.has(text) && (STOPS.test(text) || RAISES.test(text) || isCheck(text)),
    );
    const handler = now.slice(index, index + MAX_CAUGHT);
    const end = handler.findIndex(({ raw }, at) => at > 0 && indentOf(raw) <= indentOf(line.raw));
    const handled = handler.slice(0, end < 0 ? undefined : end);
    if (checks.length === 0 || checks.every(({ text }) => BEST_EFFORT.test(text))) return [];
    return handled.some(({ text }) => FAILS.test(text) || /\braise\b|\bthrow\b/.test(text))
      ? []
      : [at(line, "A check that fails is ignored here from now on.")];
  });
}

/** An error that a handler can catch; the end of the program it can't. */
const RAISES = /\b(?:raise|throw|fail)\b/;

/** Ruby also catches in a method or a block, whose first line stands as far left as `rescue`. */
function startOfCaught(line: Line, before: readonly Line[]): number {
  const start = before.findLastIndex(({ text }) => /^(?:try\b|begin$)/.test(text));
  if (!/^rescue\b/.test(line.text)) return start;
  const aligned = before.findLastIndex(
    ({ text, raw }) => indentOf(raw) === indentOf(line.raw) && !CATCHES.test(text),
  );
  return Math.max(start, aligned);
}
