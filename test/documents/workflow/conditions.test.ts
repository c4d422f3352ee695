import { expect, test } from "@jest/globals";
import { parseCondition, type Verdict, verdictOf } from "../../../src/documents/workflow/conditions.ts";

/** Atoms named `yes` hold, those named `no` don't, of others nothing is known. */
function judge(atom: string): Verdict {
  return atom === "yes" ? true : atom === "no" ? false : undefined;
}

test.each<[string, Verdict]>([
  ["yes && no", false],
  ["yes || no", true],
  ["who || no", undefined],
  ["who || yes", true],
  ["who && no", false],
  ["no || (yes && !no)", true],
  ["!(yes || who)", false],
  ["!who", undefined],
  [`\${{ yes && (no || yes) }}`, true],
  ["contains(a, 'x || yes') && no", false],
  ["contains(a, 'x || yes')", undefined],
  ["(a || b) == (c || d)", undefined],
  ["a != b || no", undefined],
  ["((((yes))))", true],
  ["yes && (no", undefined],
  ["", undefined],
])("`%s` comes to %s", (text, expected) => {
  expect(verdictOf(parseCondition(text), judge)).toBe(expected);
});

test("a condition of absurd length or depth is one comparison of which nothing is known", () => {
  expect(verdictOf(parseCondition(`yes || ${"a && ".repeat(5_000)}b`), judge)).toBe(undefined);
  const deep = `${"(".repeat(900)}yes${")".repeat(900)}`;
  expect(verdictOf(parseCondition(deep), judge)).toBe(undefined);
});
