/**
 * What stops a deployment in a hook, and what a change does to it. Compared line by line without regard to indentation, so
 * that it works for every language.
 */
import type { TextFile } from "../../../documents/document.ts";
import { baseNameOf } from "../scripts/script-files.ts";
import { withoutParts } from "./changed-parts.ts";
import { earlyExits } from "./early-exits.ts";
import { forgivenFailures } from "./forgiven-failures.ts";
import { changedConditions } from "./gate-conditions.ts";
import {
  at,
  FAILS,
  isCheck,
  LEAVES,
  type Line,
  linesOf,
  ONLY_TALKS,
  STOPS,
  STRICT,
  type Weakening,
} from "./gate-lines.ts";
import { turnedVerdicts } from "./gate-verdicts.ts";
import { ignoredFailures, swallowedFailures } from "./ignored-failures.ts";
import { informationalChecks } from "./informational-checks.ts";
import { narrowed } from "./narrowed-checks.ts";
import { removedChecks, turnedExits } from "./removed-checks.ts";
import { settledAnswers } from "./settled-answers.ts";
import { settledFunctions } from "./settled-functions.ts";
import { returnsBeforeChecks, uncalledChecks } from "./unreached-checks.ts";

/** Hooks that run before something, and scripts, as far as they can fail on purpose. */
export function isGate({ source, role, ...file }: TextFile): boolean {
  const name = baseNameOf({ source });
  // samples and names with an extension never run
  if (role === "hook" && !/^(?:pre-[a-z-]+|docker-setup|before_\w+)$/.test(name)) return false;
  if (file.mode === "120000") return false;
  const lines = linesOf(source.text);
  if (areChecks(lines, role)) return true;
  return lines.some(({ text }) => STRICT.test(text)) && lines.some(({ text }) => !ONLY_TALKS.test(text));
}

/** False for a hook that only has to succeed, such as one that migrates the database. */
export function checksSomething({ source, role }: Pick<TextFile, "source" | "role">): boolean {
  return areChecks(linesOf(source.text), role);
}

function areChecks(lines: readonly Line[], role: TextFile["role"]): boolean {
  if (lines.some(({ text }) => FAILS.test(text) || isCheck(text))) return true;
  return role === "hook" && lines.some(({ text }) => STOPS.test(text));
}

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
    ...settledFunctions(old, now).map((line) => at(line, "What a check asks for is always so.")),
    ...uncalledChecks(old, now),
    ...exits,
    ...ignoredFailures(others, known),
    ...informationalChecks(old, others),
    ...turnedVerdicts(old, now, others),
    ...forgivenFailures(old, added),
    ...swallowedFailures(now, known),
    ...narrowed(others, old).filter(({ end }) => !exits.some(({ offset }) => isNext(after, end, offset))),
  ];
  const isNew = ({ offset }: Weakening): boolean => found.every((one) => one.offset !== offset);
  const turned = found.length > 0 ? turnedExits(old, now).filter(isNew) : [];
  const [oldRest, nowRest] = withoutParts(old, now, found);
  const removed = removedChecks(oldRest, nowRest, called.flatMap(linesOf)).filter(isNew);
  const all = [...found, ...turned, ...(turned.length > 0 ? [] : removed)];
  return all.toSorted((one, other) => one.offset - other.offset);
}

/** `if …; then` and the `exit 0` on the next line are one thing. */
function isNext(text: string, end: number, offset: number): boolean {
  return offset >= end && offset < end + 200 && text.slice(end, offset).trim() === "";
}
