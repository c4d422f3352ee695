/** `kamal-review scan`: reviews a working tree, or what a branch adds to another. */
import { stat } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { isAtLeast, type Severity, STRICTNESSES, type Strictness } from "../engine/severity.ts";
import { conclusionOf } from "../report/conclusion.ts";
import { jsonReport } from "../report/json.ts";
import { type Paint, terminalReport } from "../report/terminal.ts";
import { newFindings } from "../report/wording.ts";
import type { Review } from "../review/review.ts";
import { reviewChange } from "../review/review-change.ts";
import { RULES } from "../rules/index.ts";
import type { CommitTree } from "../service/commit-tree.ts";
import { openTree } from "../service/open-tree.ts";
import { EXIT, type ExitCode, UsageError } from "./exit.ts";
import { folderTree } from "./folder-tree.ts";
import { gitTree, mergeBase, resolveCommit } from "./git-tree.ts";
import { oneOf, readArguments } from "./options.ts";

/** Where a command writes and how it may look. */
export interface Terminal {
  readonly write: (text: string) => void;
  readonly paint: Paint;
  /** Its width; absent where the text goes into a file or another program. */
  readonly columns?: number | undefined;
}

/** Help of the command. */
export const SCAN_USAGE = `kamal-review scan [PATH=.] [--base REF] [--format text|json] [--fail-on critical|high|medium|low|never]
    [--strictness default|pedantic|audit]

Reviews the Kamal deployment in PATH. With --base, reviews the commit checked out there and judges what it adds to REF;
without, reviews the working tree and judges everything. Exit code 0: nothing at or above --fail-on (default critical);
1: something, or something that could not be reviewed; 2: the scan could not be done.`;

const THRESHOLDS = ["critical", "high", "medium", "low", "never"] as const;
const FORMATS = ["text", "json"] as const;

interface ScanOptions {
  readonly path: string;
  readonly base: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly failOn: (typeof THRESHOLDS)[number];
  readonly strictness: Strictness;
}

/** Runs the command. Throws UsageError and GitError for what the person has to change. */
export async function scan(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = readOptions(args);
  const review =
    options.base === undefined
      ? await reviewFolder(options)
      : await reviewCommits(options.path, options.base, options.strictness);
  const { paint, columns } = terminal;
  terminal.write(options.format === "json" ? jsonReport(review) : terminalReport(review, paint, columns));
  return exceeds(review, options.failOn) ? EXIT.found : EXIT.clean;
}

function readOptions(args: readonly string[]): ScanOptions {
  const { values, positionals } = readArguments(args, {
    base: { type: "string" },
    format: { type: "string", default: "text" },
    "fail-on": { type: "string", default: "critical" },
    strictness: { type: "string", default: "default" },
  });
  if (positionals.length > 1) throw new UsageError("scan takes one path");
  return {
    path: positionals[0] ?? ".",
    base: values.base,
    format: oneOf(FORMATS, values.format, "--format"),
    failOn: oneOf(THRESHOLDS, values["fail-on"], "--fail-on"),
    strictness: oneOf(STRICTNESSES, values.strictness, "--strictness"),
  };
}

async function reviewFolder({ path, strictness }: ScanOptions): Promise<Review> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) throw new UsageError(`there is no file or folder ${path}`);
  if (!stats.isFile() && !stats.isDirectory()) throw new UsageError(`${path} is neither a file nor a folder`);
  const review = await reviewTree(stats.isFile() ? oneFile(path) : folderTree(path), strictness);
  if (review.sources.size > 0 || review.failures.length > 0) return review;
  const what = "of the files that a deployment with Kamal is made of";
  // to pass would look as if something had been reviewed
  throw new UsageError(stats.isFile() ? `${path} is none ${what}` : `${path} has none ${what}`);
}

/** A single file keeps its path below the current folder, since the path tells what kind of file it is. */
function oneFile(path: string): CommitTree {
  const below = relative(process.cwd(), resolve(path));
  const inside = !below.startsWith(`..${sep}`) && below !== "";
  const [root, name] = inside ? [process.cwd(), below.split(sep).join("/")] : [dirname(path), basename(path)];
  const tree = folderTree(root);
  return {
    ...tree,
    list: async () => {
      const entry = await tree.entryAt(name);
      return { entries: entry ? [entry] : [], others: [], truncated: false };
    },
  };
}

async function reviewTree(tree: CommitTree, strictness: Strictness): Promise<Review> {
  const { project: head, failures } = await openTree(tree, { assumeKamal: true });
  return reviewChange({ base: undefined, head, rules: RULES, strictness, gatheringFailures: failures });
}

async function reviewCommits(folder: string, ref: string, strictness: Strictness): Promise<Review> {
  const head = await resolveCommit(folder, "HEAD");
  const base = await mergeBase(folder, await resolveCommit(folder, ref), head);
  const before = await openTree(gitTree(folder, base), { assumeKamal: true });
  const after = await openTree(gitTree(folder, head), { assumeKamal: true, previous: before.project });
  return reviewChange({
    base: before.project,
    head: after.project,
    rules: RULES,
    strictness,
    gatheringFailures: after.failures,
  });
}

/** Something that could not be reviewed counts like the worst finding, unless nothing is to fail. */
function exceeds(review: Review, failOn: ScanOptions["failOn"]): boolean {
  if (failOn === "never") return false;
  if (conclusionOf(review.verdict) === "failure") return true;
  const threshold: Severity = failOn;
  return newFindings(review).some((finding) => isAtLeast(finding.severity, threshold));
}
