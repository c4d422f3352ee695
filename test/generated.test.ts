/** Files made from others must be what `npm run generate` would write. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { generatedFiles } from "../scripts/generated-files.ts";
import { PROJECT_ROOT } from "../scripts/rule-files.ts";

test("generated files are up to date: run npm run generate", async () => {
  const stale: string[] = [];
  for (const [path, content] of await generatedFiles()) {
    if (readFileSync(path, "utf8") !== content) stale.push(path.slice(PROJECT_ROOT.length));
  }
  expect(stale).toEqual([]);
});

test("docs/rules holds no page of a rule that is gone", async () => {
  const wanted = [...(await generatedFiles()).keys()].map((path) => path.slice(path.lastIndexOf("/") + 1));
  expect(readdirSync(`${PROJECT_ROOT}docs/rules`).filter((name) => !wanted.includes(name))).toEqual([]);
});
