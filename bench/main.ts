/**
 * `npm run bench`: how fast a review is, as ratios to something measured in the same run, since machines differ and are
 * busy. Each figure is the median of several rounds; the limits are those the project has set itself.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DockerfileParser } from "dockerfile-ast";
import { parseAllDocuments } from "yaml";
import { openProject, type Project } from "../src/documents/project.ts";
import { loadGrammars, parseSyntax } from "../src/documents/syntax/syntax-tree.ts";
import { runRules } from "../src/engine/run-rules.ts";
import { reviewChange } from "../src/review/review-change.ts";
import { RULES } from "../src/rules/index.ts";
import type { RepositoryFile } from "../src/source/decode.ts";
import { benchHostileProjects } from "./hostile-projects.ts";
import { benchHostileText } from "./hostile-text.ts";
import { longScript } from "./long-script.ts";
import { medians, report } from "./measure.ts";
import { measurePlans } from "./plan-speed.ts";
import { BASE_FILES, HEAD_FILES } from "./typical-change.ts";

/** The parsers a review uses, on the files it reads, and nothing else. */
function bareParse(files: readonly RepositoryFile[]): void {
  for (const { path, content } of files) {
    const text = Buffer.from(content as Uint8Array).toString("utf8");
    if (path.endsWith(".yml")) parseAllDocuments(text, { version: "1.1" });
    else if (path.includes("hooks")) parseSyntax("bash", text);
    else if (path === "Dockerfile") DockerfileParser.parse(text);
  }
}

/** `recent` is what a thread of the App has opened at the last review of the repository. */
async function reviewTypicalChange(recent?: Project): Promise<unknown> {
  const base = await openProject(BASE_FILES, recent ? { recent } : {});
  const head = await openProject(HEAD_FILES, { previous: base });
  return reviewChange({ base, head, rules: RULES });
}

async function benchReview(): Promise<void> {
  await loadGrammars(["bash", "ruby"]);
  const changed = HEAD_FILES.filter(
    (file, index) =>
      Buffer.compare(file.content as Uint8Array, BASE_FILES[index]?.content as Uint8Array) !== 0,
  );
  const read = [...BASE_FILES, ...changed];
  await reviewTypicalChange();
  const [review, bare] = await medians(
    () => reviewTypicalChange(),
    () => bareParse(read),
  );
  report("warm review of a typical change, to the bare parse of the files it reads", review, bare, 3);
  const recent = await openProject(BASE_FILES);
  const [next, first] = await medians(
    () => reviewTypicalChange(recent),
    () => reviewTypicalChange(),
  );
  report("the next review of the repository, to that one", next, first, 1);
}

/** The built tool in a process of its own, as a person starts it. */
async function benchColdScan(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kamal-review-bench-"));
  for (const { path, content } of HEAD_FILES) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content as Uint8Array);
  }
  const tool = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const node = (args: readonly string[]) => () => spawnSync(process.execPath, [...args], { stdio: "ignore" });
  const [scan, nothing] = await medians(node([tool, "scan", folder]), node(["-e", "0"]), 15);
  report("cold scan of a small repository, to node -e 0", scan, nothing, 5);
  rmSync(folder, { recursive: true });
}

function benchPlans(): void {
  for (const { what, milliseconds, reference, limit } of measurePlans())
    report(what, milliseconds, reference, limit);
}

/** All rules on one long hook, to the bare parse of it. */
async function benchLongScript(): Promise<void> {
  await loadGrammars(["bash"]);
  const text = longScript(5_000);
  const file = { path: ".kamal/hooks/pre-deploy", mode: "100755", content: Buffer.from(text) };
  const judge = async (): Promise<unknown> =>
    runRules(await openProject([file], { assumeKamal: true }), RULES);
  const [review, bare] = await medians(judge, () => parseSyntax("bash", text), 7);
  report("review of a hook with 5,000 lines, to its bare parse", review, bare, 3);
}

/** ShellCheck on the same hook, where it is installed: in a process of its own, as there is no other way to run it. */
async function benchShellCheck(): Promise<void> {
  if (spawnSync("shellcheck", ["--version"]).error) return;
  const folder = mkdtempSync(join(tmpdir(), "kamal-review-bench-"));
  mkdirSync(join(folder, ".kamal/hooks"), { recursive: true });
  const hook = join(folder, ".kamal/hooks/pre-deploy");
  writeFileSync(hook, longScript(400));
  const tool = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const [ours, theirs] = await medians(
    () => spawnSync(process.execPath, [tool, "scan", folder], { stdio: "ignore" }),
    () => spawnSync("shellcheck", [hook], { stdio: "ignore" }),
    7,
  );
  report("cold scan of a hook with 400 lines, to ShellCheck on it", ours, theirs, 3);
  rmSync(folder, { recursive: true });
}

await benchReview();
benchPlans();
await benchColdScan();
await benchLongScript();
await benchShellCheck();
await benchHostileText();
await benchHostileProjects();
