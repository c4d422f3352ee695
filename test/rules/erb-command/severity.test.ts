/** How much each case weighs; the fixtures themselves only say where. */
import { expect, test } from "@jest/globals";
import rule from "../../../src/rules/execution/erb-command.ts";
import { fixtureCases } from "../../support/rule-fixtures.ts";
import { runCase } from "../../support/run-case.ts";

test.each([
  ["a-program", ["critical"]],
  ["computed-argument", ["high", "high"]],
  ["dressed-up", ["critical", "critical", "critical", "critical"]],
  ["key-file", ["critical"]],
  ["own-script", ["medium"]],
  ["reads-a-fact", ["low", "low", "low", "low"]],
  ["reads-a-value", ["medium", "medium", "medium"]],
  ["reader-that-writes", ["critical", "critical", "critical", "critical", "critical"]],
])("%s: %j", async (name, severities) => {
  const fixture = fixtureCases(rule.id, "bad").find((candidate) => candidate.name === name);
  if (!fixture) throw new Error(`there is no case ${name}`);
  const findings = await runCase(rule, fixture);
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});
