/** The pages of docs/rules, which come with the package. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Text of a rule's page. `id` must be that of a rule, since it becomes part of a path. */
export function readRulePage(id: string): Promise<string> {
  return readFile(join(packageRoot(), "docs", "rules", `${id}.md`), "utf8");
}

/** The folder with package.json above this file, which lies at different depths as source and when built. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
