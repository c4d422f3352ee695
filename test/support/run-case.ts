/** Runs one rule over one fixture case, through the real parsers. */
import { expect } from "@jest/globals";
import { openProject } from "../../src/documents/project.ts";
import type { Finding } from "../../src/engine/finding.ts";
import { isChangeRule, isSuppressionRule, type Rule } from "../../src/engine/rule.ts";
import { runChangeRules, runRules } from "../../src/engine/run-rules.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import type { FixtureCase } from "./rule-fixtures.ts";

/** Findings of the rule alone. A rule that crashes fails the test. */
export async function runCase(
  rule: Rule,
  { before, after, author }: FixtureCase,
): Promise<readonly Finding[]> {
  const base = await openProject(before?.files ?? [], { assumeKamal: true });
  const head = await openProject(after.files, { assumeKamal: true, previous: base });
  if (isSuppressionRule(rule)) {
    const { findings } = reviewChange({ base: undefined, head, rules: RULES });
    return findings.filter(({ ruleId }) => ruleId === rule.id);
  }
  const result = isChangeRule(rule)
    ? runChangeRules(base, head, [rule], author?.author)
    : runRules(head, [rule]);
  expect(result.crashes).toEqual([]);
  return result.findings;
}
