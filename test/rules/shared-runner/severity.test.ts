/** How much each case weighs; the fixtures themselves only say where. */
import { expect, test } from "@jest/globals";
import rule from "../../../src/rules/workflow/shared-runner.ts";
import { fixtureCases } from "../../support/rule-fixtures.ts";
import { runCase } from "../../support/run-case.ts";

test.each([
  ["guard-at-one-step-only", ["high"]],
  ["own-machine-for-main", ["low"]],
])("%s: %j", async (name, severities) => {
  const fixture = fixtureCases(rule.id, "bad").find((candidate) => candidate.name === name);
  if (!fixture) throw new Error(`there is no case ${name}`);
  const findings = await runCase(rule, fixture);
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});
