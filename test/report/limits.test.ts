/** Files made to burst what GitHub takes: one endless line, thousands of findings in one place, thousands of unreadable files. */
import { expect, test } from "@jest/globals";
import { checkOutput, MAX_SUMMARY } from "../../src/report/check-output.ts";
import { readMarker } from "../../src/report/comment-marker.ts";
import { planComments } from "../../src/report/review-comments.ts";
import { readPatch } from "../../src/review/diff-lines.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

/** What GitHub takes as the body of a comment. */
const MAX_BODY = 65_536;
const KEY = new Uint8Array(32);
const BASE = "service: shop\nimage: acme/shop\nregistry: { username: acme, password: [P] }\n";

async function commentsOn(deploy: string) {
  const head = await projectOf({ "config/deploy.yml": deploy });
  const review = reviewChange({ base: undefined, head, rules: RULES });
  const diff = new Map([["config/deploy.yml", readPatch(`@@ -0,0 +1 @@\n${deploy.replace(/^/gm, "+")}`)]]);
  const who = { headSha: "abc", repositoryId: 1, pullNumber: 1, markerKey: KEY };
  return { review, comments: planComments({ review, diff, posted: [], ...who }).create };
}

test("thousands of findings in one line are one comment of a size that GitHub takes, signed as ours", async () => {
  const variables = Array.from({ length: 3_000 }, (_, index) => `A${index}_PASSWORD: ohb4Fo9xu${index}`);
  const { review, comments } = await commentsOn(`${BASE}env: { clear: { ${variables.join(", ")} } }\n`);
  expect(review.findings.length).toBeGreaterThanOrEqual(3_000);
  const inLine = comments.find(({ firstLine }) => firstLine === 4);
  expect(inLine?.body).toMatch(/And \d+ more findings in this line\./);
  for (const { body } of comments) {
    expect(body.length).toBeLessThan(MAX_BODY);
    expect(readMarker(body, KEY)?.fingerprints.length).toBeGreaterThan(0);
  }
});

test("a suggestion for an endless line is left out, the comment is not", async () => {
  const withValue = (filler: string) =>
    commentsOn(
      `service: shop\nimage: acme/shop\nregistry: { username: ${filler}, password: ohb4Fo9xuQ7vZ2 }\n`,
    );
  const short = await withValue("x");
  expect(short.comments.map(({ body }) => body).join("")).toContain("```suggestion");
  const { comments } = await withValue("x".repeat(100_000));
  expect(comments.length).toBeGreaterThan(0);
  for (const { body } of comments) {
    expect(body.length).toBeLessThan(MAX_BODY);
    expect(body).not.toContain("```suggestion");
  }
});

test("a summary has room for the findings beside thousands of files that could not be read", async () => {
  const head = await projectOf({ "config/deploy.yml": `${BASE}volumes: ["/:/host"]\n` });
  const gatheringFailures = Array.from({ length: 5_000 }, (_, index) => ({
    path: `${"deep/".repeat(40)}${index}`,
    reason: "could not be read",
    counts: true,
  }));
  const review = reviewChange({ base: undefined, head, rules: RULES, gatheringFailures });
  const { summary } = checkOutput(review, (path, line) => `https://github.example/${path}#${line}`);
  expect(summary.length).toBeLessThanOrEqual(MAX_SUMMARY);
  expect(summary).toContain("and 4950 more files");
  expect(summary).toContain("`host-path-mount`");
});

test("a name of any length ends", async () => {
  const { review } = await commentsOn(
    `${BASE}accessories: { db: { image: "postgres:16", host: 192.0.2.10, port: "${"1".repeat(50_000)}" } }\n`,
  );
  const { annotations } = checkOutput(review, () => "");
  for (const { message } of annotations) expect(message.length).toBeLessThanOrEqual(2_000);
});
