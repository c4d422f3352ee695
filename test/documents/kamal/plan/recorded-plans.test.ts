/** What real Kamal made of 30 configurations, command by command. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { PROJECT_ROOT } from "../../../../scripts/rule-files.ts";
import { type Plan, type PlanOptions, planOf } from "../../../../src/documents/kamal/plan/plan.ts";
import { plannedDeployment } from "../../../../src/documents/kamal/plan/planned-deployment.ts";
import { planJson } from "../../../../src/report/plan-json.ts";
import { sourceText } from "../../../../src/source/source-text.ts";
import { configurationIn } from "../../../support/configuration-in.ts";

const CASES = join(PROJECT_ROOT, "test/fixtures/kamal-behaviour/plan");

interface Recorded extends Plan {
  readonly kamal: string;
  readonly destination: string | null;
  readonly accepted: boolean;
}

const recorded = readdirSync(CASES).map((name) => {
  const folder = join(CASES, name);
  const files = readdirSync(folder).filter((file) => file.endsWith(".yml"));
  const texts = Object.fromEntries(
    files.map((file) => [`config/${file}`, readFileSync(join(folder, file), "utf8")]),
  );
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Recorded;
  return { name, texts, expected };
});

const accepted = recorded.filter(({ expected }) => expected.accepted);

test("there are as many recorded plans as there were made", () => {
  expect(recorded).toHaveLength(30);
  expect(accepted).toHaveLength(28);
});

describe.each(accepted)("$name", ({ texts, expected }) => {
  const plan = async (): Promise<Plan> => {
    const configuration = await configurationIn(texts, expected.destination ?? undefined);
    return planOf(configuration.root, {
      version: "abc1234",
      major: expected.kamal.startsWith("1.") ? 1 : 2,
      destination: configuration.destination,
    });
  };

  test.each([
    "roles",
    "accessories",
    "proxy_run",
    "builder",
    "registry_login",
    "registry_setup",
    "ssh",
  ] as const)("has the same %s", async (part) => {
    expect((await plan())[part]).toEqual(expected[part]);
  });
});

describe("the JSON report", () => {
  test.each(recorded)("has all fields and values that were recorded for $name", ({ texts, expected }) => {
    const { case: _, ...report } = expected as Recorded & { readonly case: string };
    const destination = expected.destination ?? undefined;
    const source = (path: string) => sourceText(path, texts[path] ?? "");
    const over = destination === undefined ? undefined : source(`config/deploy.${destination}.yml`);
    const options: PlanOptions = {
      version: "abc1234",
      major: expected.kamal.startsWith("1.") ? 1 : 2,
      destination,
    };
    const planned = plannedDeployment({ base: source("config/deploy.yml"), over }, options);
    expect(JSON.parse(planJson(planned, options))).toEqual(report);
  });
});
