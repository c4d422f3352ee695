/** Checks and refusals that a change takes away. */
import {
  at,
  checkIn,
  checksNamed,
  FAILS,
  isCheck,
  LEAVES,
  type Line,
  nearest,
  STRICT,
  verdictsIn,
  type Weakening,
} from "./gate-lines.ts";

/** What is gone without something else in its place that tells of it. */
export function removedChecks(
  old: readonly Line[],
  now: readonly Line[],
  called: readonly Line[],
): Weakening[] {
  const place = firstChanged(old, now) ?? now[0] ?? { text: "", raw: "", offset: 0 };
  const all = [...now, ...called, ...unrolled(now)];
  const kept = new Set(all.flatMap(({ text }) => [text, text.replaceAll('"', "")]));
  const listed = wordsListed(now, old);
  const checks = old.filter(
    ({ text }) => isCheck(text) && !kept.has(text) && !listed.has(checkIn(text)?.replace(/^.* /, "") ?? ""),
  );
  const named = (lines: readonly Line[]): number =>
    lines.reduce((sum, { text }) => sum + checksNamed(text), 0);
  const fails = (lines: readonly Line[]): number => lines.filter(({ text }) => FAILS.test(text)).length;
  if (fails(all) < fails(old)) {
    const gone = old.filter(({ text }) => FAILS.test(text) && !kept.has(text))[0];
    if (onlyHandlers(old, now))
      return [at(place, "What is gone here could stop the deployment when it failed.", "medium")];
    const [leaves] = turnedExits(old, now);
    if (leaves) return [leaves];
    return [at(nearest(gone, old, now) ?? place, "A check that could stop the deployment is removed here.")];
  }
  if (checks.length > 0 && named(all) < named(old))
    return [
      at(nearest(checks[0], old, now) ?? place, "A check that could stop the deployment is removed here."),
    ];
  const verdicts = verdictsIn(old).filter(({ text }) => !kept.has(text));
  if (verdicts.length > 0 && verdictsIn(now).length + called.length < verdictsIn(old).length)
    return [
      at(nearest(verdicts[0], old, now) ?? place, "A check that could stop the deployment is removed here."),
    ];
  const isShell = !/^#!(?!.*sh\b)/.test(now[0]?.text ?? ""); // other languages stop by themselves
  return isShell && old.some(({ text }) => STRICT.test(text)) && !all.some(({ text }) => STRICT.test(text))
    ? [at(place, "The hook no longer stops at the first failure.", "medium")]
    : [];
}

/** `exit 0` in a condition, where the text had none before and refuses less often now. */
export function turnedExits(old: readonly Line[], now: readonly Line[]): Weakening[] {
  const refusals = (lines: readonly Line[]): number => lines.filter(({ text }) => FAILS.test(text)).length;
  if (refusals(now) >= refusals(old)) return [];
  const known = new Set(old.map(({ text }) => text));
  return now
    .filter(({ text, raw }) => LEAVES.test(text) && !known.has(text) && /^\s/.test(raw))
    .map((line) => at(line, "What stopped the deployment here ends with success now."));
}

/** New lists of words, one of which may be that of a check: `["lint", "test"].map((script) => execa("npm", ["run", script]))`. */
function wordsListed(now: readonly Line[], old: readonly Line[]): ReadonlySet<string> {
  const known = new Set(old.map(({ text }) => text));
  const lists = now.flatMap(({ text }) =>
    known.has(text) ? [] : (/[[(]["'][^\])]{1,300}[\])]/.exec(text) ?? []),
  );
  return new Set(
    lists.flatMap((list) => [...list.matchAll(/["']([\w:-]+)["']/g)].flatMap(([, word]) => word ?? [])),
  );
}

/** What a hook does, as opposed to what it looks at: `kamal app exec … || { …; exit 1; }`. */
const ACTION =
  /^(?:bundle exec )?(?:bin\/)?(?:kamal|docker|ssh|scp|rsync|curl|aws|gcloud|(?:rails|rake) (?:db|assets):)\b.*\|\| ?\{?/;

/** True when all refusals that went stood right behind such a command, and went with it. */
function onlyHandlers(old: readonly Line[], now: readonly Line[]): boolean {
  let start = 0;
  while (start < old.length && old[start]?.text === now[start]?.text) start++;
  let left = 0;
  while (
    left < old.length - start &&
    left < now.length - start &&
    old.at(-1 - left)?.text === now.at(-1 - left)?.text
  )
    left++;
  // a brace that closes both may count to either side
  const gone = old.slice(Math.max(0, start - 1), old.length - left + 1);
  const refusals = gone.flatMap((line, index) => (FAILS.test(line.text) ? [index] : []));
  return (
    refusals.length > 0 &&
    refusals.every((index) =>
      gone.slice(Math.max(0, index - 3), index + 1).some(({ text }) => ACTION.test(text)),
    )
  );
}

/** Where the two texts part, or the last line when the new one only ends sooner. */
function firstChanged(old: readonly Line[], now: readonly Line[]): Line | undefined {
  const index = now.findIndex(({ text }, at) => text !== old[at]?.text);
  return index < 0 ? now.at(-1) : now[index];
}

/** What a loop over a few words does, once for each of them: `for check in ci freeze; do "bin/check-$check" || exit 1; done`. */
function unrolled(lines: readonly Line[]): Line[] {
  return lines.flatMap((line, index) => {
    const [, name = "", list = ""] = /^for (\w+) in ([\w ./-]+?);? ?(?:do)?$/.exec(line.text) ?? [];
    if (name === "") return [];
    const end = lines.findIndex(({ text }, at) => at > index && /^done\b/.test(text));
    const body = lines.slice(index + 1, end < 0 ? index + 1 : Math.min(end, index + MAX_BODY));
    const words = list.split(" ").slice(0, MAX_WORDS);
    return words.flatMap((word) =>
      body.map((one) => ({
        ...one,
        text: one.text.replaceAll(`\${${name}}`, word).replaceAll(`$${name}`, word),
      })),
    );
  });
}

/** Loops over checks are short. */
const MAX_BODY = 12;
const MAX_WORDS = 20;
