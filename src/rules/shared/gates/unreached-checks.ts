/** Checks that are still written down but that nothing reaches any more: behind a `return`, or in a function nobody calls. */
import { indentOf } from "../../../source/indent-of.ts";
import { at, FAILS, isCheck, LEAVES, type Line, nearest, STOPS, type Weakening } from "./gate-lines.ts";

/** Leaves whatever the values are. */
const RETURNS = /^(?:return|exit)\b(?!.* (?:if|unless|and|or) )/;

/** What ends a block or begins its other branch. */
const CLOSES =
  /^(?:[}\])]|(?:else|elif|elsif|except|rescue|catch|ensure|finally|when|case|default|end|fi|done|esac)\b|;;)/;

/** `return 0` at the start of `main`: what follows in the same block never runs. */
export function returnsBeforeChecks(old: readonly Line[], now: readonly Line[]): Line[] {
  const [before, after] = [countsOf(old), countsOf(now)];
  return now.filter((line, index) => {
    const next = now[index + 1];
    if (!next || !/^\s/.test(line.raw) || FAILS.test(line.text)) return false;
    if (!LEAVES.test(line.text) && !RETURNS.test(line.text)) return false;
    if (indentOf(next.raw) !== indentOf(line.raw) || CLOSES.test(next.text)) return false;
    const written = line.raw.trimEnd();
    const isNew = (before.get(written) ?? 0) < (after.get(written) ?? 0);
    return isNew && blockFrom(now, index + 1, indentOf(line.raw)).some(decides);
  });
}

function countsOf(lines: readonly Line[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { raw } of lines) counts.set(raw.trimEnd(), (counts.get(raw.trimEnd()) ?? 0) + 1);
  return counts;
}

/** Longer functions are nobody's check. */
const MAX_BODY = 200;

/** The lines from `start` that are indented by `least` or more. */
export function blockFrom(lines: readonly Line[], start: number, least: number): readonly Line[] {
  const rest = lines.slice(start, start + MAX_BODY);
  const end = rest.findIndex(({ raw }) => indentOf(raw) < least);
  return end < 0 ? rest : rest.slice(0, end);
}

function decides({ text }: Line): boolean {
  return FAILS.test(text) || isCheck(text) || STOPS.test(text);
}

/** In shell, Python, Ruby and JavaScript. */
const DEFINITION =
  /^(?:(?:export )?(?:async )?(?:function|def) (?:self\.)?(\w+[?!]?)|(\w+) ?\(\) ?\{|(?:export )?const (\w+) = (?:async )?(?:\([^)]*\)|\w+) =>)/;

/** Functions that check something and were called before the change, but not after it. */
export function uncalledChecks(old: readonly Line[], now: readonly Line[]): Weakening[] {
  const defined = new Set(now.map(definedBy));
  const [before, after] = [namesUsed(old), namesUsed(now)];
  return old.flatMap((definition, index) => {
    const name = definedBy(definition);
    if (name === undefined || !defined.has(name) || after.has(name)) return [];
    const call = before.get(name);
    if (!call || !blockFrom(old, index + 1, indentOf(definition.raw) + 1).some(decides)) return [];
    const place = nearest(call, old, now);
    return place ? [at(place, `\`${name}\`, which checks before the deployment, is no longer called.`)] : [];
  });
}

/** The name of the function that a line begins. */
export function definedBy({ text }: Line): string | undefined {
  const [, named, shell, constant] = DEFINITION.exec(text) ?? [];
  return named ?? shell ?? constant;
}

/** Where each name stands first, but for the lines that define it. */
function namesUsed(lines: readonly Line[]): Map<string, Line> {
  const used = new Map<string, Line>();
  for (const line of lines) {
    const own = definedBy(line);
    for (const [name] of line.text.matchAll(/\w+[?!]?/g)) {
      const bare = name.replace(/[?!]$/, "");
      for (const one of [name, bare]) if (one !== own && !used.has(one)) used.set(one, line);
    }
  }
  return used;
}
