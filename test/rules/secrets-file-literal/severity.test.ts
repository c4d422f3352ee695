/** How much each case weighs; the fixtures themselves only say where. */
import { expect, test } from "@jest/globals";
import rule from "../../../src/rules/secrets/secrets-file-literal.ts";
import { fixtureCases } from "../../support/rule-fixtures.ts";
import { runCase } from "../../support/run-case.ts";

test.each([
  ["a-password", ["critical"]],
  ["bare-name", ["low"]],
  ["placeholder", ["low", "low", "low"]],
  ["single-quoted-reference", ["high", "high"]],
  ["backticks", ["high", "high"]],
])("%s: %j", async (name, severities) => {
  const fixture = fixtureCases(rule.id, "bad").find((candidate) => candidate.name === name);
  if (!fixture) throw new Error(`there is no case ${name}`);
  const findings = await runCase(rule, fixture);
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});
