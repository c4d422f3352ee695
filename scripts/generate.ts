/** Writes all generated files; a test fails while one of them is stale. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { PROJECT_ROOT, rulesIndex } from "./rule-files.ts";

// The pages are made by running the rules, so their index must be right before it is imported.
writeFileSync(`${PROJECT_ROOT}src/rules/index.ts`, rulesIndex());
const { generatedFiles } = await import("./generated-files.ts");

rmSync(`${PROJECT_ROOT}docs/rules`, { recursive: true, force: true });
for (const [path, content] of await generatedFiles()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
