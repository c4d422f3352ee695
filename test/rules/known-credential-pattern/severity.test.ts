/** How much each case weighs; the fixtures themselves only say where. */
import { expect, test } from "@jest/globals";
import rule from "../../../src/rules/secrets/known-credential-pattern.ts";
import { fixtureCases } from "../../support/rule-fixtures.ts";
import { runCase } from "../../support/run-case.ts";

test.each([
  ["aws-pair-in-a-script", ["high", "critical"]],
  ["browser-key-without-a-public-name", ["medium"]],
  ["stripe-live-and-test", ["medium", "critical", "critical"]],
])("%s: %j", async (name, severities) => {
  const fixture = fixtureCases(rule.id, "bad").find((candidate) => candidate.name === name);
  if (!fixture) throw new Error(`there is no case ${name}`);
  const findings = await runCase(rule, fixture);
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});
