import { describe, expect, test } from "@jest/globals";
import { ANNOTATIONS_PER_REQUEST, checkOutput, MAX_SUMMARY } from "../../src/report/check-output.ts";
import type { PlanChange } from "../../src/review/plan-changes/plan-change.ts";
import type { Review } from "../../src/review/review.ts";
import { NOTHING_TO_REVIEW } from "../../src/review/review.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { checkGitHubRequest } from "../contract/github-requests.ts";
import { projectOf } from "../support/project-of.ts";

const linkTo = (path: string, line: number): string => `https://github.test/${path}#L${line}`;

/** A review of a configuration with many open ports. */
async function reviewOf(accessories: number, name = "db"): Promise<Review> {
  const ports = Array.from(
    { length: accessories },
    (_, i) =>
      `  ${JSON.stringify(name + i)}:\n    image: postgres:17.2\n    host: 10.0.0.1\n    port: ${5000 + i}\n`,
  );
  const text = `service: shop\nimage: acme/shop\nregistry: { username: a, password: [P] }\nssh: { user: deploy }\naccessories:\n${ports.join("")}`;
  return reviewChange({
    base: undefined,
    head: await projectOf({ "config/deploy.yml": text }),
    rules: RULES,
  });
}

describe("what the check shows", () => {
  test("is one line when nothing relevant changed", () => {
    expect(checkOutput(NOTHING_TO_REVIEW, linkTo)).toMatchObject({
      conclusion: "success",
      title: "Nothing to review",
      annotations: [],
    });
  });

  test("stays within GitHub's limits however much there is to say", async () => {
    const output = checkOutput(await reviewOf(2_000), linkTo);
    expect(output.summary.length).toBeLessThanOrEqual(MAX_SUMMARY);
    expect(output.summary).toContain("cut here");
    const annotations = output.annotations.slice(0, ANNOTATIONS_PER_REQUEST);
    const body = {
      status: "completed",
      conclusion: output.conclusion,
      output: { title: output.title, summary: output.summary, annotations },
    };
    expect(checkGitHubRequest({ method: "PATCH", url: "/repos/acme/shop/check-runs/1", body })).toEqual([]);
  });

  test("says of a secret that is taken out that it stays in the history, and of nothing else", async () => {
    const sound = "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nssh: { user: deploy }\n";
    const leaking = `${sound}env: { DB_PASSWORD: ohb4Foxu }\naccessories:\n  db:\n    image: postgres:17\n    host: 192.0.2.10\n    port: 5432\n`;
    const base = await projectOf({ "config/deploy.yml": leaking });
    const head = await projectOf({ "config/deploy.yml": sound }, base);
    const { summary } = checkOutput(reviewChange({ base, head, rules: RULES }), linkTo);
    const saying = summary.split("\n").filter((line) => line.includes("stays in the history"));
    expect(saying).toHaveLength(1);
    expect(saying[0]).toContain("env-clear-secret-literal");
    expect(summary).not.toContain("ohb4Foxu");
  });

  test("has the worst first, in the table and among the annotations", async () => {
    const text =
      "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nssh: { user: root }\naccessories:\n  db:\n    image: postgres\n    host: 192.0.2.10\n    port: 5432\n    options: { privileged: true }\n";
    const head = await projectOf({ "config/deploy.yml": text });
    const output = checkOutput(reviewChange({ base: undefined, head, rules: RULES }), linkTo);
    const ranks = [...output.summary.matchAll(/^\| \S+ (critical|high|medium|low) \|/gm)].map(
      ([, severity]) => severity,
    );
    expect(ranks[0]).toBe("critical");
    expect(ranks.at(-1)).toBe("low");
    expect(output.annotations[0]?.title).toBe("privileged (critical)");
  });

  test("lists old findings folded, and links every place", async () => {
    const review = await reviewOf(1);
    const old: Review = {
      ...review,
      verdict: "clean",
      findings: review.findings.map((finding) => ({ ...finding, isNew: false })),
    };
    const { summary, annotations } = checkOutput(old, linkTo);
    expect(summary).toContain("<details><summary>1 finding from before this change</summary>");
    expect(summary).toContain("(https://github.test/config/deploy.yml#L9)");
    expect(annotations).toEqual([]);
  });

  test("can't be written into by names from the repository", async () => {
    const { summary, annotations } = checkOutput(await reviewOf(1, "@acme `x` | <img src=x> [a](b)"), linkTo);
    const row = summary.split("\n").find((line) => line.includes("accessory-port-public")) ?? "";
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
    expect(row).not.toMatch(/(?<!`[^`]*)@acme|(?<![\\`][^`]*)<img/);
    expect(annotations.map(({ title }) => title)).toContain("accessory-port-public (medium)");
  });
});

describe("what the change does to the servers", () => {
  const change: PlanChange = {
    kind: "changed",
    topic: "ports",
    message: "Accessory `db`: port `5432` opened on every address instead of `127.0.0.1`",
    path: "config/deploy.yml",
    line: 9,
    destinations: ["staging", "live"],
  };

  function summaryOf(plan: Review["plan"]): string {
    return checkOutput({ ...NOTHING_TO_REVIEW, isRelevant: true, plan }, linkTo).summary;
  }

  test("comes first, with its destinations and a link", () => {
    const [heading, , line] = summaryOf([change]).split("\n");
    expect(heading).toBe("### What changes on the servers");
    expect(line).toBe(
      "- **~** Accessory `db`: port `5432` opened on every address instead of `127.0.0.1` (`staging`, `live`) [`config/deploy.yml:9`](https://github.test/config/deploy.yml#L9)",
    );
  });

  test("names the deployment without a destination beside others", () => {
    expect(summaryOf([{ ...change, destinations: [null, "live"] }])).toContain("(`no destination`, `live`)");
    expect(summaryOf([{ ...change, destinations: [null] }])).not.toContain("no destination");
  });

  test("is one sentence when there is no effect, and nothing when there is nothing to compare", () => {
    expect(summaryOf([])).toMatch(/^No change to the deployment\.\n/);
    expect(summaryOf(undefined)).not.toContain("deployment.\n");
  });

  test("leaves room for the findings, however much there is", () => {
    const plan = Array.from({ length: 5_000 }, (_, i) => ({ ...change, message: "x".repeat(180) + i }));
    const summary = summaryOf(plan);
    expect(summary.length).toBeLessThan(MAX_SUMMARY / 2);
    expect(summary).toMatch(/and 4940 more changes; `kamal-review plan --base` lists all of them/);
  });

  test("can't be written into by names from the repository", () => {
    const message = "Role `@acme/x <img src=x> [a](b)`: host `` `b` `` added @acme";
    const [, , line = ""] = summaryOf([{ ...change, message }]).split("\n");
    expect(line).not.toMatch(/(?<!`[^`]*)@acme|(?<![\\`][^`]*)<img/);
  });
});
