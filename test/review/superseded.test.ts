/** Which findings are left out because another one on their line says the same. */
import { expect, test } from "@jest/globals";
import type { Finding } from "../../src/engine/finding.ts";
import type { Rule } from "../../src/engine/rule.ts";
import type { Severity } from "../../src/engine/severity.ts";
import { withoutSuperseded } from "../../src/review/superseded.ts";
import { RULES } from "../../src/rules/index.ts";

const [WEAKER] = RULES.filter(({ givesWayTo }) => givesWayTo !== undefined) as [Rule];
const [STRONGER] = WEAKER.givesWayTo as [string];

function finding(ruleId: string, severity: Severity, line: number): Finding {
  const position = { line, column: 1 };
  return {
    ruleId,
    severity,
    path: "bin/deploy",
    start: position,
    end: position,
    span: { start: 0, end: 1 },
  } as Finding;
}

const weaker = finding(WEAKER.id, "high", 3);

test.each([
  ["as grave", [finding(STRONGER, "high", 3)], false],
  ["milder", [finding(STRONGER, "medium", 3)], true],
  ["on another line", [finding(STRONGER, "high", 4)], true],
  [
    "there twice, once as grave and once milder",
    [finding(STRONGER, "high", 3), finding(STRONGER, "low", 3)],
    false,
  ],
])("one whose stronger neighbour is %s", (_, neighbours, stays) => {
  expect(withoutSuperseded([weaker, ...neighbours], RULES).includes(weaker)).toBe(stays);
});
