/** Every rule against its fixtures: what must be reported, where exactly, and what must stay silent. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { ruleFiles } from "../scripts/rule-files.ts";
import type { Finding } from "../src/engine/finding.ts";
import { CATEGORIES } from "../src/engine/severity.ts";
import { RULES } from "../src/rules/index.ts";
import { type Expected, FIXTURES, fixtureCases } from "./support/rule-fixtures.ts";
import { runCase } from "./support/run-case.ts";

/** A place over several lines is marked to the end of its first one, wherever the marker says that is. */
function placeOf({ ruleId, path, start, end }: Finding, expected: readonly Expected[]): Expected {
  const marked = expected.find(
    (place) => place.path === path && place.line === start.line && place.column === start.column,
  );
  const endColumn = end.line > start.line ? (marked?.endColumn ?? 0) : end.column;
  return { ruleId, path, line: start.line, column: start.column, endColumn };
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const bad = fixtureCases(id, "bad");
  const good = fixtureCases(id, "good");

  test("has bad and good fixtures, and every bad one has a marker", () => {
    expect(bad.length).toBeGreaterThanOrEqual(1);
    expect(good.length).toBeGreaterThanOrEqual(1);
    expect(bad.filter(({ after }) => after.expected.length === 0).map(({ name }) => name)).toEqual([]);
  });

  if (bad.length > 0) {
    test.each(bad.map((fixture) => [fixture.name, fixture] as const))(
      "reports exactly the marked places of bad/%s",
      async (_, fixture) => {
        const findings = await runCase(rule, fixture);
        expect(findings.map((finding) => placeOf(finding, fixture.after.expected))).toEqual(
          fixture.after.expected,
        );
      },
    );
  }

  if (good.length > 0) {
    test.each(good.map((fixture) => [fixture.name, fixture] as const))(
      "says nothing about good/%s",
      async (_, fixture) => {
        expect(
          (await runCase(rule, fixture)).map(
            ({ path, start, message }) => `${path}:${start.line} ${message}`,
          ),
        ).toEqual([]);
      },
    );
  }
});

describe("the set of rules", () => {
  test("lies in the folders of its categories, each rule in the file of its name", () => {
    expect(RULES.map((rule) => `${rule.category}/${rule.id}.ts`).sort()).toEqual(ruleFiles());
  });

  test("has no fixtures without a rule", () => {
    const folders = readdirSync(FIXTURES, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.sort()).toEqual(RULES.map((rule) => rule.id).sort());
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))(
    "%s describes itself in whole sentences",
    (_, rule) => {
      expect(CATEGORIES).toContain(rule.category);
      expect(rule.title).toMatch(/^[A-Z.][^\n]*[^.]$/);
      expect(rule.why).toMatch(/^[A-Z][^\n]*\.$/);
      expect(rule.fix).toMatch(/^[A-Z][^\n]*\.$/);
      for (const reference of rule.references) expect(reference).toMatch(/^https:\/\//);
    },
  );
});
