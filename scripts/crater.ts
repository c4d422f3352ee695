/**
 * `npm run crater -- FOLDER [--save FILE] [--against FILE] [--rule ID] [--strictness default|pedantic|audit]`: what the rules say
 * about many repositories, so that a change of a rule can be judged. FOLDER holds one repository in each of its folders, as a
 * checkout, as a plain folder, or as a bare git directory; nothing of them is run.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { folderTree } from "../src/cli/folder-tree.ts";
import { gitTree, resolveCommit } from "../src/cli/git-tree.ts";
import { STRICTNESSES, type Strictness } from "../src/engine/severity.ts";
import { safeText } from "../src/report/redaction.ts";
import { reviewChange } from "../src/review/review-change.ts";
import { RULES } from "../src/rules/index.ts";
import type { CommitTree } from "../src/service/commit-tree.ts";
import { openTree } from "../src/service/open-tree.ts";

/** One line of the result; equal lines of two runs are the same finding. */
interface Row {
  readonly rule: string;
  readonly severity: string;
  readonly place: string;
  readonly message: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    save: { type: "string" },
    against: { type: "string" },
    rule: { type: "string" },
    strictness: { type: "string", default: "default" },
  },
});
const [folder] = positionals;
const strictness = STRICTNESSES.find((known) => known === values.strictness);
if (folder === undefined || strictness === undefined || !existsSync(folder)) {
  process.stderr.write(
    "Usage: npm run crater -- FOLDER [--save FILE] [--against FILE] [--rule ID] [--strictness LEVEL]\n",
  );
  process.exit(2);
}

const rows: Row[] = [];
for (const repository of repositoriesIn(folder)) rows.push(...(await judge(repository, strictness)));
const shown = values.rule === undefined ? rows : rows.filter(({ rule }) => rule === values.rule);
print(values.rule === undefined ? countByRule(shown) : shown.map(asLine));
if (values.against !== undefined)
  print(difference(JSON.parse(readFileSync(values.against, "utf8")) as Row[], rows));
if (values.save !== undefined) writeFileSync(values.save, `${JSON.stringify(rows, null, 1)}\n`);

/** Folders with a git directory at most two levels down; a folder without one is taken as it is. */
function repositoriesIn(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, name))
    .map((path) => [path, ...foldersIn(path)].find(isGitDirectory) ?? path);
}

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [join(path, entry.name)] : [],
  );
}

function isGitDirectory(path: string): boolean {
  return existsSync(join(path, "HEAD")) && existsSync(join(path, "objects"));
}

async function treeOf(path: string): Promise<CommitTree> {
  return isGitDirectory(path) ? gitTree(path, await resolveCommit(path, "HEAD")) : folderTree(path);
}

async function judge(path: string, strictness: Strictness): Promise<Row[]> {
  const name = isGitDirectory(path) ? basename(dirname(path)) : basename(path);
  const { project, failures } = await openTree(await treeOf(path));
  if (!project.usesKamal) return [];
  const review = reviewChange({
    base: undefined,
    head: project,
    rules: RULES,
    strictness,
    gatheringFailures: failures,
  });
  const told = review.findings.map(
    ({ ruleId, severity, path: file, start, message }): Row => ({
      rule: ruleId,
      severity,
      place: `${name}/${file}:${start.line}`,
      message: safeText(message),
    }),
  );
  const failed = review.failures.map(
    ({ path: file, reason, trace }): Row => ({
      rule: "(not reviewed)",
      severity: trace === undefined ? "-" : "crash",
      place: `${name}/${file}`,
      message: safeText(trace ?? reason),
    }),
  );
  return [...told, ...failed];
}

function countByRule(all: readonly Row[]): string[] {
  const byRule = Object.entries(Object.groupBy(all, ({ rule, severity }) => `${rule} ${severity}`));
  return byRule
    .map(([key, found = []]) => {
      const repositories = new Set(found.map(({ place }) => place.split("/")[0])).size;
      return `${String(found.length).padStart(5)} in ${String(repositories).padStart(3)}  ${key}`;
    })
    .sort()
    .reverse();
}

function difference(before: readonly Row[], after: readonly Row[]): string[] {
  const [old, now] = [new Set(before.map(asLine)), new Set(after.map(asLine))];
  return [
    "",
    ...[...old].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...[...now].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ];
}

function asLine({ rule, severity, place, message }: Row): string {
  return `${severity} ${rule} ${place}: ${message}`;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
