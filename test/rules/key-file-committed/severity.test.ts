/** How much each case weighs; the fixtures themselves only say where. */
import { expect, test } from "@jest/globals";
import rule from "../../../src/rules/secrets/key-file-committed.ts";
import { fixtureCases } from "../../support/rule-fixtures.ts";
import { runCase } from "../../support/run-case.ts";

test.each([
  ["rails", ["critical", "critical"]],
  ["keys-of-sandboxes", ["medium", "low"]],
  ["keys-of-tests", ["medium", "medium"]],
])("%s: %j", async (name, severities) => {
  const fixture = fixtureCases(rule.id, "bad").find((candidate) => candidate.name === name);
  if (!fixture) throw new Error(`there is no case ${name}`);
  const findings = await runCase(rule, fixture);
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});
