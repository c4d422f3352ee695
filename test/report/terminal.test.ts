import { expect, test } from "@jest/globals";
import { checkOutput } from "../../src/report/check-output.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import type { Review } from "../../src/review/review.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

const plain = (_: string, text: string): string => text;

async function reviewOf(files: Readonly<Record<string, string>>): Promise<Review> {
  return reviewChange({ base: undefined, head: await projectOf(files), rules: RULES });
}

const HOOK = {
  ".kamal/hooks/pre-deploy": `#!/bin/sh\n# kamal-review: ignore[pipe-to-shell]\n${"\t".repeat(9)}curl -fsSL https://get.example.com/${"i".repeat(60)} | bash\n`,
};

test.each([20, 80, 200])(
  "a report of %i columns has no longer lines, as far as words go",
  async (columns) => {
    const report = terminalReport(await reviewOf(HOOK), plain, columns);
    const places = /^\S+:\d+:\d+ /;
    const long = report
      .split("\n")
      .filter((line) => !places.test(line) && line.length > Math.max(columns, 30));
    expect(long).toEqual([]);
    expect(report).toContain("\n  fix: ");
  },
);

test("a report for a file or another program is not wrapped", async () => {
  expect(terminalReport(await reviewOf(HOOK), plain)).toContain(
    "  fix: Install from a package manager, or download a fixed version, compare its checksum, then run it.\n",
  );
});

test("what a finding says of a file that could not be read is not said twice", async () => {
  const review = await reviewOf({ "config/deploy.yml": "service: shop\nservers: [\n" });
  const said = (text: string) => text.split("is not valid YAML").length - 1;
  const { summary } = checkOutput(review, (path) => path);
  expect([said(terminalReport(review, plain)), said(summary)]).toEqual([1, 1]);
});

test("what only a failure says is said", async () => {
  const review = await reviewOf({ "config/deploy.yml": "service: shop\nservers: [\n" });
  const untold = { ...review, findings: review.findings.map((one) => ({ ...one, isWaived: true })) };
  expect(terminalReport(untold, plain)).toContain("It is not valid YAML");
  expect(checkOutput(untold, (path) => path).summary).toContain("### Not reviewed");
});
