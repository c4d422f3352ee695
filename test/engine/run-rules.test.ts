import { describe, expect, test } from "@jest/globals";
import { entriesOf, get } from "../../src/documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../src/engine/rule.ts";
import { runRules } from "../../src/engine/run-rules.ts";
import { projectOf } from "../support/project-of.ts";

const ABOUT = {
  category: "config",
  confidence: "high",
  title: "T",
  why: "W.",
  fix: "F.",
  references: [],
} as const;

/** Reports every clear variable. */
const everyVariable = defineRule({
  ...ABOUT,
  id: "every-variable",
  severity: "low",
  appliesTo: ["kamal-configuration"],
  *check({ root, destination }) {
    for (const { key, value } of entriesOf(get(get(root, "env"), "clear"))) {
      const severity: Problem["severity"] = destination === "production" ? "high" : "low";
      yield { at: value, severity, message: `${key.text} is set.` };
    }
  },
});

const crashing = defineRule({
  ...ABOUT,
  id: "crashing",
  severity: "low",
  appliesTo: ["text-file"],
  // biome-ignore lint/correctness/useYield: it never gets that far
  *check({ source }) {
    throw new Error(`secret text of ${source.path}: hunter2`);
  },
});

const BASE =
  "service: shop\nimage: acme/shop\nregistry: { username: a, password: [P] }\nenv:\n  clear:\n    A: 1\n    B: 2\n";

describe("running rules", () => {
  test("gives a finding everything but what the rule said itself", async () => {
    const { findings } = runRules(await projectOf({ "config/deploy.yml": BASE }), [everyVariable]);
    expect(findings).toMatchObject([
      {
        ruleId: "every-variable",
        category: "config",
        severity: "low",
        path: "config/deploy.yml",
        start: { line: 6, column: 8 },
        end: { line: 6, column: 9 },
        fix: "F.",
        destinations: [],
      },
      { start: { line: 7, column: 8 } },
    ]);
  });

  test("makes one finding of a value that several destinations share, with the worst severity", async () => {
    const files = {
      "config/deploy.yml": BASE,
      "config/deploy.staging.yml": "servers: [a]\n",
      "config/deploy.production.yml": "servers: [b]\nenv: { clear: { B: 3 } }\n",
    };
    const { findings } = runRules(await projectOf(files), [everyVariable]);
    expect(
      findings.map(({ path, start, destinations, severity }) => [path, start.line, destinations, severity]),
    ).toEqual([
      ["config/deploy.production.yml", 2, ["production"], "high"],
      ["config/deploy.yml", 6, ["staging", "production"], "high"],
      ["config/deploy.yml", 7, ["staging"], "low"],
    ]);
  });

  test("contains a rule that crashes, names it, and keeps its words to itself", async () => {
    const { findings, crashes } = runRules(await projectOf({ "config/deploy.yml": BASE }), [
      crashing,
      everyVariable,
    ]);
    expect(findings).toHaveLength(2);
    expect(crashes).toMatchObject([{ ruleId: "crashing", path: "config/deploy.yml" }]);
    expect(JSON.stringify(crashes)).not.toContain("hunter2");
    expect(crashes[0]?.trace).toContain("run-rules");
  });
});

describe("a fingerprint", () => {
  async function fingerprints(text: string): Promise<string[]> {
    return runRules(await projectOf({ "config/deploy.yml": text }), [everyVariable]).findings.map(
      ({ fingerprint }) => fingerprint,
    );
  }

  test("stays when lines move and when the file is written in another style", async () => {
    const moved = BASE.replace(
      "env:\n  clear:\n    A: 1\n    B: 2\n",
      "# more\n\nenv: { clear: { 'A': 1, B: 2 } }\n",
    );
    expect(await fingerprints(moved)).toEqual(await fingerprints(BASE));
  });

  test("stays when the value changes, and differs between keys", async () => {
    const [a, b] = await fingerprints(BASE);
    expect(await fingerprints(BASE.replace("A: 1", "A: other"))).toEqual([a, b]);
    expect(a).not.toBe(b);
  });
});
