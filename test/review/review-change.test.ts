import { describe, expect, test } from "@jest/globals";
import { deployWith, SOUND_SETUP } from "../../demo/sound-setup.ts";
import { defineRule } from "../../src/engine/rule.ts";
import type { Review } from "../../src/review/review.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

const SOUND = SOUND_SETUP["config/deploy.yml"];
const LEAK = deployWith(["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"]);
const OPEN_PORT = deployWith(['"127.0.0.1:5432:5432"', "5432"]);
const BROKEN = `${SOUND}broken: [\n`;

/** Reviews a change of deploy.yml; a missing base means that all is new. */
async function review(
  before: string | undefined,
  after: string,
  others: Readonly<Record<string, string>> = {},
): Promise<Review> {
  const base = before === undefined ? undefined : await projectOf({ "config/deploy.yml": before });
  const head = await projectOf({ "config/deploy.yml": after, ...others }, base);
  return reviewChange({ base, head, rules: RULES });
}

describe("the verdict", () => {
  test.each([
    ["clean when nothing is found", SOUND, SOUND, "clean"],
    ["blocked by a new critical finding", SOUND, LEAK, "blocked"],
    ["advice for a new high one", SOUND, OPEN_PORT, "advice"],
    ["clean when a critical finding was there before", LEAK, `${LEAK}\n# comment\n`, "clean"],
    ["blocked by another password in clear", LEAK, LEAK.replace("hunter2", "hunter3"), "blocked"],
    ["clean when one is taken away", LEAK, SOUND, "clean"],
    ["incomplete when the file can't be read", SOUND, BROKEN, "incomplete"],
    [
      "incomplete when a file that could not be read is changed and still can't",
      BROKEN,
      `# ${BROKEN}`.replace("# ", "#\n"),
      "incomplete",
    ],
    ["clean when a file that can't be read is left alone", BROKEN, BROKEN, "clean"],
    ["blocked by everything critical when there is no base", undefined, LEAK, "blocked"],
  ])("is %s", async (_, before, after, verdict) => {
    expect((await review(before, after)).verdict).toBe(verdict);
  });

  test("is incomplete when a rule crashes, and the failure names the rule", async () => {
    const crashing = defineRule({
      id: "crashing",
      category: "config",
      severity: "low",
      confidence: "high",
      title: "T",
      why: "W.",
      fix: "F.",
      references: [],
      appliesTo: ["text-file"],
      // biome-ignore lint/correctness/useYield: it never gets that far
      *check() {
        throw new TypeError("x");
      },
    });
    const head = await projectOf({ "config/deploy.yml": SOUND });
    const { verdict, failures } = reviewChange({ base: undefined, head, rules: [crashing] });
    expect([verdict, failures[0]?.reason]).toEqual([
      "incomplete",
      expect.stringContaining("the rule crashing"),
    ]);
  });

  test("is incomplete when the listing was cut short", async () => {
    const failure = { path: ".", reason: "has more files than GitHub lists", counts: true };
    const project = await projectOf({ "config/deploy.yml": SOUND });
    expect(
      reviewChange({ base: project, head: project, rules: RULES, gatheringFailures: [failure] }).verdict,
    ).toBe("incomplete");
  });
});

test("new, existing and fixed findings are told apart by what they are, not where", async () => {
  const before = deployWith(['"127.0.0.1:5432:5432"', "5432"], ["user: deploy", "user: root"]);
  const after = deployWith(
    ['"127.0.0.1:5432:5432"', "5432"],
    ["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"],
  );
  const { findings, fixed } = await review(before, after);
  expect(findings.map(({ ruleId, isNew }) => [ruleId, isNew])).toEqual([
    ["registry-password-literal", true],
    ["accessory-port-public", false],
  ]);
  expect(fixed.map(({ ruleId }) => ruleId)).toEqual(["root-login"]);
});

describe("a destination's file that is moved", () => {
  const own = (port: string): string =>
    `accessories:\n  cache:\n    image: redis:7.4\n    host: 203.0.113.7\n    port: ${port}\n    cmd: redis-server\n`;

  test.each([
    ["keeps its findings", "prod", "production", own("6379"), false],
    ["brings in what it says otherwise", "prod", "production", own('"16379:6379"'), true],
    ["brings in what a rehearsal could have", "staging", "production", own("6379"), true],
  ])("%s", async (_, from, to, text, isNew) => {
    const base = await projectOf({ "config/deploy.yml": SOUND, [`config/deploy.${from}.yml`]: own("6379") });
    const head = await projectOf({ "config/deploy.yml": SOUND, [`config/deploy.${to}.yml`]: text }, base);
    const { findings, fixed } = reviewChange({ base, head, rules: RULES });
    const ports = findings.filter(({ ruleId }) => ruleId === "accessory-port-public");
    expect(ports.map((finding) => finding.isNew)).toEqual([isNew]);
    expect(fixed.some(({ ruleId }) => ruleId === "accessory-port-public")).toBe(isNew);
  });
});

test("a configuration can't get out of sight by becoming one Ruby expression", async () => {
  const { verdict, failures } = await review(SOUND, '<%= File.read("elsewhere.yml") %>\n');
  expect([verdict, failures.length]).toEqual(["incomplete", 1]);
});

test("a piece that only Ruby knows blocks when it comes in, not for ever after", async () => {
  const tag = '<%= File.read("more.yml") %>\n';
  expect((await review(SOUND, SOUND + tag)).verdict).toBe("incomplete");
  expect((await review(SOUND + tag, `# edited\n${SOUND}${tag}`)).verdict).toBe("clean");
});

test("another tool's deploy.yml in its place is not ours to judge", async () => {
  const manifest = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template: {}\n";
  expect((await review(SOUND, manifest)).verdict).toBe("clean");
});

test("what a change takes away is said once, not again as the state it leaves", async () => {
  const { findings } = await review(SOUND, deployWith(["ssl: true", "ssl: false"]));
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["tls-removed"]);
});

test("a key written twice is said once, by the graver of what it does and that it is there", async () => {
  const second = deployWith(["ssl: true", "ssl: true\n  ssl: false"]);
  const told = async (before: string | undefined): Promise<string[]> => {
    const { findings } = await review(before, second);
    return findings.map(({ ruleId }) => ruleId).filter((id) => /^(?:tls-|duplicate-)/.test(id));
  };
  expect(await told(SOUND)).toEqual(["tls-removed"]);
  expect(await told(undefined)).toEqual(["duplicate-or-ambiguous-yaml"]);
});

test("a finding that got worse is new, one that got milder is not", async () => {
  const text = (severity: "low" | "high") => `service: shop # ${severity}\n`;
  const rule = defineRule({
    id: "some-rule",
    category: "config",
    severity: "low",
    confidence: "high",
    title: "Some",
    why: "Some.",
    fix: "Some.",
    references: [],
    appliesTo: ["text-file"],
    *check({ source }) {
      const severity = source.text.includes("high") ? "high" : "low";
      yield { at: { source, span: { start: 0, end: 7 } }, severity, message: "Something." };
    },
  });
  const isNew = async (before: "low" | "high", after: "low" | "high"): Promise<boolean | undefined> => {
    const base = await projectOf({
      "config/deploy.yml": `${text(before)}image: a/b\nservers: [192.0.2.1]\n`,
    });
    const head = await projectOf({ "config/deploy.yml": `${text(after)}image: a/b\nservers: [192.0.2.1]\n` });
    return reviewChange({ base, head, rules: [rule] }).findings[0]?.isNew;
  };
  expect(await isNew("low", "high")).toBe(true);
  expect(await isNew("high", "low")).toBe(false);
  expect(await isNew("low", "low")).toBe(false);
});

describe("what was there before is what a review of the base alone finds", () => {
  const SUPPRESSED = OPEN_PORT.replace(
    "5432\n",
    "5432 # kamal-review: ignore[accessory-port-public] the firewall\n",
  );
  const UNUSED = SOUND.replace(
    "service:",
    "# kamal-review: ignore[accessory-port-public] the firewall\nservice:",
  );
  const TWO_RULES = deployWith([
    "clear:\n",
    "clear:\n    GITHUB_TOKEN: ghp_1234567890abcdefghijklmnopqrstuvwxyz\n",
  ]);

  test.each([
    ["a secret that stays", LEAK, `${LEAK}\n# comment\n`],
    ["a secret that two rules know", TWO_RULES, `${TWO_RULES}\n# comment\n`],
    ["a port beside a secret that goes", LEAK, OPEN_PORT],
    ["a suppression that was of no use before", UNUSED, `${UNUSED}\n# comment\n`],
    ["a suppression that loses its use", SUPPRESSED, SUPPRESSED.replace("5432 #", '"127.0.0.1:5432:5432" #')],
    ["a suppression that stays", SUPPRESSED, `${SUPPRESSED}\n# comment\n`],
  ])("%s", async (_, before, after) => {
    const alone = await review(undefined, before);
    const old = new Set(alone.findings.map(({ fingerprint }) => fingerprint));
    const { findings } = await review(before, after);
    expect(findings.map(({ ruleId, isNew }) => `${ruleId} ${isNew}`)).toEqual(
      findings.map(({ ruleId, fingerprint }) => `${ruleId} ${!old.has(fingerprint)}`),
    );
    expect(findings.length + old.size).toBeGreaterThan(0);
  });
});

test("an unchanged hook shows a secret as soon as a change names it in the secrets file", async () => {
  const HOOK = { ".kamal/hooks/pre-deploy": '#!/bin/sh\nset -e\necho "with $FEED_ADDRESS"\n' };
  const base = await projectOf({ "config/deploy.yml": SOUND, ...HOOK, ".kamal/secrets": "A=$(op read a)\n" });
  const secrets = "A=$(op read a)\nFEED_ADDRESS=$(op read b)\n";
  const head = await projectOf({ "config/deploy.yml": SOUND, ...HOOK, ".kamal/secrets": secrets }, base);
  const { findings } = reviewChange({ base, head, rules: RULES });
  const shown = findings.filter(({ ruleId }) => ruleId === "secret-logged");
  expect(shown.map(({ isNew }) => isNew)).toEqual([true]);
});
