/** Scripts that are made to break or to outlast their reader. */
import { expect, test } from "@jest/globals";
import { runRules } from "../../../src/engine/run-rules.ts";
import { RULES } from "../../../src/rules/index.ts";
import { projectOf } from "../../support/project-of.ts";

async function findingsIn(text: string): Promise<string[]> {
  const project = await projectOf({ ".kamal/hooks/pre-deploy": text });
  const { findings, crashes } = runRules(project, RULES);
  expect(crashes).toEqual([]);
  return findings.map(({ ruleId }) => ruleId);
}

test("10,000 nested substitutions end, and the review says that it didn't follow them", async () => {
  const found = await findingsIn(`#!/bin/bash\necho ${"$(echo ".repeat(10_000)}x${")".repeat(10_000)}\n`);
  expect(found).toContain("unparsable");
});

test("a line of a megabyte ends, and is called unreadable for people", async () => {
  const found = await findingsIn(`#!/bin/bash\necho ${"a".repeat(1_000_000)}\n`);
  expect(found).toContain("opaque-hook");
});

test("a pipeline of thousands of commands ends", async () => {
  expect(await findingsIn(`#!/bin/bash\n${"env | ".repeat(3_000)}cat\n`)).toContain("secret-logged");
});

test("variables set from one another in a circle end", async () => {
  const circle = Array.from({ length: 200 }, (_, index) => `V${index}=$V${(index + 1) % 200}`).join("\n");
  expect(await findingsIn(`#!/bin/bash\n${circle}\nV7=$1\neval "$V3"\n`)).toContain("eval-of-data");
});

test("arguments that move thousands of times end", async () => {
  const text = `#!/bin/bash\n[[ "\${36000}" =~ ^[a-z]+$ ]] || exit 1\n${"shift\n".repeat(12_000)}eval "$1"\n`;
  expect(await findingsIn(text)).toContain("eval-of-data");
});

test("a compiled hook is named once", async () => {
  const project = await projectOf({ ".kamal/hooks/pre-deploy": "\u007fELF\u0000\u0001" });
  const { findings } = runRules(project, RULES);
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["opaque-hook"]);
});
