/**
 * What stops a deployment in a hook, and what a change does to it. Compared line by line without regard to indentation, so
 * that it works for every language.
 */
import type { TextFile } from "../../../documents/document.ts";
import { forgivenFailures } from "./forgiven-failures.ts";
import { changedConditions } from "./gate-conditions.ts";
import { holdsAtProduction } from "./gate-destinations.ts";
import {
  at,
  BEST_EFFORT,
  checkIn,
  checksNamed,
  FAILS,
  indentOf,
  isCheck,
  LEAVES,
  type Line,
  linesOf,
  nearest,
  ONLY_TALKS,
  STOPS,
  STRICT,
  type Weakening,
} from "./gate-lines.ts";
import { turnedVerdicts } from "./gate-verdicts.ts";
import { informationalChecks } from "./informational-checks.ts";
import { baseNameOf } from "./script-files.ts";
import { settledAnswers } from "./settled-answers.ts";
import { returnsBeforeChecks, uncalledChecks } from "./unreached-checks.ts";

/** Hooks that run before something, and scripts, as far as they can fail on purpose. */
export function isGate({ source, role, ...file }: TextFile): boolean {
  const name = baseNameOf({ source });
  // samples and names with an extension never run
  if (role === "hook" && !/^(?:pre-[a-z-]+|docker-setup|before_\w+)$/.test(name)) return false;
  if (file.mode === "120000") return false;
  const lines = linesOf(source.text);
  if (checksSomething({ source, role })) return true;
  return lines.some(({ text }) => STRICT.test(text)) && lines.some(({ text }) => !ONLY_TALKS.test(text));
}

/** False for a hook that only has to succeed, such as one that migrates the database. */
export function checksSomething({ source, role }: Pick<TextFile, "source" | "role">): boolean {
  const lines = linesOf(source.text);
  if (lines.some(({ text }) => FAILS.test(text) || isCheck(text))) return true;
  return role === "hook" && lines.some(({ text }) => STOPS.test(text));
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

/** All of them, in the order of the new text. Checks that stand in `called`, what only the new text calls, are still made. */
export function weakenings(before: string, after: string, called: readonly string[] = []): Weakening[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const known = new Set(old.map(({ text }) => text));
  const unindented = new Set(old.map(({ raw }) => raw.trimEnd()));
  const added = now.filter(
    ({ text, raw }) =>
      // an exit inside a condition is not the same as one of the whole hook
      !known.has(text) || (LEAVES.test(text) && !/^\s/.test(raw) && !unindented.has(raw.trimEnd())),
  );
  const { wider, stricter } = changedConditions(old, now, added);
  const ends = returnsBeforeChecks(old, now);
  const others = added.filter((line) => ![wider, stricter, ends].some((lines) => lines.includes(line)));
  const exits = earlyExits(others, now, added);
  const found = [
    ...wider.map((line) => at(line, "The check lets more pass under this new condition.")),
    ...ends.map((line) => at(line, "The function ends here with success, before its checks.")),
    ...settledAnswers(old, now, added).map((line) => at(line, "What the check below asks for is always so.")),
    ...uncalledChecks(old, now),
    ...exits,
    ...ignoredFailures(others, known),
    ...informationalChecks(old, others),
    ...turnedVerdicts(old, now, others),
    ...forgivenFailures(old, added),
    ...swallowedFailures(now, known),
    ...narrowed(others, old).filter(({ end }) => !exits.some(({ offset }) => isNext(after, end, offset))),
  ];
  return found.length > 0 ? found : removedChecks(old, now, called.flatMap(linesOf));
}

/** `if …; then` and the `exit 0` on the next line are one thing. */
function isNext(text: string, end: number, offset: number): boolean {
  return offset >= end && offset < end + 200 && text.slice(end, offset).trim() === "";
}

/** `exit 0` in front of what used to decide. */
function earlyExits(others: readonly Line[], now: readonly Line[], added: readonly Line[]): Weakening[] {
  const last = now.findLast(({ text }) => FAILS.test(text) || isCheck(text));
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
    const around = aroundOf(line, now);
    // a new function leaves its own work
    const isOwn = around !== undefined && FUNCTION.test(around.text) && added.includes(around);
    const severity = holdsAtProduction(line.text) === false ? "medium" : "high";
    return isOwn ? [] : [at(line, "The checks below are skipped under this new condition.", severity)];
  });
}

/** The line that opens the block around. */
function aroundOf(line: Line, now: readonly Line[]): Line | undefined {
  return now.slice(0, now.indexOf(line)).findLast(({ raw }) => indentOf(raw) < indentOf(line.raw));
}

/** The start of a function, in each of the languages. */
const FUNCTION = /^(?:(?:export |private |async )*(?:def|function)\b|[\w-]+ ?\(\) ?\{$)|=> ?\{$/;

/** Python and JavaScript leave from a condition in one line, too: `if skip: sys.exit(0)`. */
const LEAVES_IF = /^if\b.*[):] ?\{? ?(?:process\.exit\(0?\)|sys\.exit\(0?\)|return(?: 0)?);? ?\}?$/;

/** The end of a command that began on a line before. */
const CONTINUED = /^(?:[<>|&]|-|\d>)/;

/** `if false && …` */
const NEVER_TRUE = /^(?:el)?if \(?(?:false|0)\b|^(?:el)?if .*&& \(?false\b|\bif false$/i;

function ignoredFailures(added: readonly Line[], known: ReadonlySet<string>): Weakening[] {
  return added.flatMap((line) => {
    if (/^set \+e\b|^set \+o errexit/.test(line.text))
      return [at(line, "Failures are ignored from here on.")];
    if (NEVER_TRUE.test(line.text)) return [at(line, "The check can't come true any more.")];
    const unquoted = line.text.replace(IGNORED_INSIDE, "");
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

const CATCHES = /^(?:\} ?)?catch\b|^except\b|^rescue\b/;

/** Nobody looks further for the start or the end of what is caught. */
const MAX_CAUGHT = 40;

/** `try { … } catch { console.warn("…") }` around what used to stop the deployment. */
function swallowedFailures(now: readonly Line[], known: ReadonlySet<string>): Weakening[] {
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

/** The condition that decides where the check runs at all. */
function narrowed(added: readonly Line[], old: readonly Line[]): Weakening[] {
  const conditions = old.flatMap(({ text }) => /^(?:el)?if (.*?)(?:;? ?then)?$/.exec(text)?.[1] ?? []);
  const wasWider = (text: string): boolean =>
    conditions.some(
      (condition) =>
        text.includes(`if ${condition} && `) ||
        text.includes(` && ${condition}`) ||
        namesFewer(text, condition),
    );
  return added.flatMap((line) =>
    DECIDES_WHERE.test(line.text) && !FAILS.test(line.text)
      ? [
          at(
            line,
            "The checks below run only under this new condition.",
            wasWider(line.text) || holdsAtProduction(line.text) !== true ? "high" : "medium",
          ),
        ]
      : [],
  );
}

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

function removedChecks(old: readonly Line[], now: readonly Line[], called: readonly Line[]): Weakening[] {
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
    const leaves = turnedExit(old, now);
    if (leaves) return [at(leaves, "What stopped the deployment here ends with success now.")];
    return [at(nearest(gone, old, now) ?? place, "A check that could stop the deployment is removed here.")];
  }
  if (checks.length > 0 && named(all) < named(old))
    return [
      at(nearest(checks[0], old, now) ?? place, "A check that could stop the deployment is removed here."),
    ];
  return old.some(({ text }) => STRICT.test(text)) && !all.some(({ text }) => STRICT.test(text))
    ? [at(place, "The hook no longer stops at the first failure.", "medium")]
    : [];
}

/** `exit 0` in a condition, where the text had none before. */
function turnedExit(old: readonly Line[], now: readonly Line[]): Line | undefined {
  const known = new Set(old.map(({ text }) => text));
  return now.find(({ text, raw }) => LEAVES.test(text) && !known.has(text) && /^\s/.test(raw));
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
