/** One secret in one place is one finding, whatever number of rules find it. */
import { expect, test } from "@jest/globals";
import { collectFindings } from "../../src/engine/collect-findings.ts";
import { defineRule, type Problem } from "../../src/engine/rule.ts";
import type { Severity } from "../../src/engine/severity.ts";
import { sourceText } from "../../src/source/source-text.ts";

const SOURCE = sourceText("config/deploy.yml", "DB_PASSWORD: ohb4Foxu\nAPI_TOKEN: phie9Aechie\n");

function rule(id: string, kind: "text-file" | "kamal-file", category: "secrets" | "network" = "secrets") {
  const words = { title: "T", why: "W.", fix: "F.", references: [] };
  return defineRule({
    id,
    category,
    severity: "high",
    confidence: "high",
    ...words,
    appliesTo: [kind],
    *check() {},
  });
}

function idsOf(...found: readonly (readonly [ReturnType<typeof rule>, Partial<Problem>, number, number])[]) {
  const items = found.map(([of, more, start, end]) => ({
    rule: of,
    problem: { at: { source: SOURCE, span: { start, end } }, message: "M.", ...more },
    destination: undefined,
  }));
  return collectFindings(items).map(({ ruleId }) => ruleId);
}

const BY_FORMAT = rule("by-format", "text-file");
const BY_PLACE = rule("by-place", "kamal-file");
const critical: { severity: Severity } = { severity: "critical" };

test("the rule that knows the place speaks for one that only knows the format", () => {
  expect(idsOf([BY_FORMAT, {}, 13, 21], [BY_PLACE, {}, 13, 21])).toEqual(["by-place"]);
});

test("the worse finding stands, wherever it comes from", () => {
  expect(idsOf([BY_FORMAT, critical, 13, 21], [BY_PLACE, {}, 10, 21])).toEqual(["by-format"]);
});

test("among equals, one that can be applied by a click stands", () => {
  const edit = { edit: { span: { start: 13, end: 21 }, text: "[P]" } };
  expect(idsOf([BY_FORMAT, edit, 13, 21], [BY_PLACE, {}, 13, 21])).toEqual(["by-format"]);
});

test("secrets side by side, and findings about other things, are findings of their own", () => {
  const port = rule("port", "kamal-file", "network");
  const ids = idsOf([BY_PLACE, {}, 13, 21], [port, {}, 13, 21], [BY_FORMAT, {}, 33, 44]);
  expect(ids.sort()).toEqual(["by-format", "by-place", "port"]);
});
