/** Checks that a change keeps, with an option by which they find faults and succeed all the same. */
import { at, type Line, type Weakening } from "./gate-lines.ts";

const FORGIVES =
  /(?<=\s)(?:--exit-code(?:[= ]0)|--soft-fail|--no-fail\S*|--exit-zero|--no-exit-code|--no-error\S*|--fail-level[= ]none|--fail-on[= ]none|--allow-failure|--dry-run|--no-exit-on-\w+)(?=["'\s]|$)/;

/** Lets pass what has no tests at all, which is less than what has failing ones. */
const WITHOUT_TESTS = /\s--(?:passWithNoTests|pass-with-no-tests)(?=["'\s]|$)/;

/** Lines in whose place one with the same program and arguments, but without the option, stood. */
export function informationalChecks(old: readonly Line[], added: readonly Line[]): Weakening[] {
  const brings = (option: RegExp): Line[] =>
    added.filter(
      ({ text }) =>
        option.test(text) && old.some((line) => !option.test(line.text) && isSameCheck(line.text, text)),
    );
  return [
    ...brings(FORGIVES).map((line) => at(line, "What this check finds no longer stops the deployment.")),
    ...brings(WITHOUT_TESTS).map((line) => at(line, "This check passes without any test now.", "medium")),
  ];
}

function isSameCheck(before: string, after: string): boolean {
  const [program, verb] = before.split(" ");
  return after.startsWith(verb === undefined || verb.startsWith("-") ? `${program} ` : `${program} ${verb} `);
}
