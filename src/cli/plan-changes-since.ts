/** What the commit checked out changes on the servers since it parted from another line of history. */
import { realpath, stat } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { splitDestination } from "../documents/kamal/kamal-file.ts";
import type { Project } from "../documents/project.ts";
import { runRules } from "../engine/run-rules.ts";
import type { PlanChange } from "../review/plan-changes/plan-change.ts";
import { planChanges } from "../review/plan-changes/plan-changes.ts";
import type { Failure } from "../review/review.ts";
import { secretPlaces } from "../review/secret-places.ts";
import { RULES } from "../rules/index.ts";
import { openTree } from "../service/open-tree.ts";
import { UsageError } from "./exit.ts";
import { git } from "./git.ts";
import { gitTree, mergeBase, resolveCommit } from "./git-tree.ts";

/** The changes, and the files of the head that could not be read, whose changes are not known. */
export interface ChangesSince {
  readonly changes: readonly PlanChange[];
  readonly failures: readonly Pick<Failure, "path" | "reason">[];
}

/** Of all configurations of a folder, or of the one a file belongs to; of all destinations, or of one. */
export async function changesSince(
  ref: string,
  path: string,
  destination: string | undefined,
): Promise<ChangesSince> {
  const { folder, file } = await whereToLook(path);
  const head = await resolveCommit(folder, "HEAD");
  const base = await mergeBase(folder, await resolveCommit(folder, ref), head);
  const before = await openTree(gitTree(folder, base), { assumeKamal: true });
  const after = await openTree(gitTree(folder, head), { assumeKamal: true, previous: before.project });
  const [old, now] = [before.project, after.project].map((project) => only(project, file, destination));
  if (!old || !now) return { changes: [], failures: [] };
  return {
    changes: planChanges(old, now, { base: secretsOf(old), head: secretsOf(now) }),
    failures: [...after.failures, ...unreadable(now, file)],
  };
}

async function whereToLook(path: string): Promise<{ folder: string; file: string | undefined }> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) throw new UsageError(`there is no file or folder ${path}`);
  if (stats.isDirectory()) return { folder: path, file: undefined };
  const real = await realpath(path);
  const folder = (await git(dirname(real), ["rev-parse", "--show-toplevel"])).toString().trim();
  return { folder, file: relative(folder, real).split(sep).join("/") };
}

function unreadable({ documents }: Project, file: string | undefined): Pick<Failure, "path" | "reason">[] {
  return documents.flatMap((document) =>
    document.kind === "unreadable-file" && (file === undefined || document.source.path === file)
      ? [{ path: document.source.path, reason: document.reason }]
      : [],
  );
}

function only(project: Project, file: string | undefined, destination: string | undefined): Project {
  const bases = file === undefined ? undefined : [file, splitDestination(file)?.basePath];
  const documents = project.documents.filter((document) => {
    if (document.kind !== "kamal-configuration") return true;
    if (bases && !bases.includes(document.source.path)) return false;
    return destination === undefined || document.destination === destination;
  });
  return { ...project, documents };
}

function secretsOf(project: Project): ReturnType<typeof secretPlaces> {
  const rules = RULES.filter(({ category }) => category === "secrets");
  return secretPlaces(project, runRules(project, rules).findings);
}
