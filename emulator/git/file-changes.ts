/** What happened to each file between two commits, as GitHub lists it. */
import type { GitHubStore } from "../emulate-internals.ts";
import { type Hunk, hunksOf, patchText } from "./hunks.ts";
import { lineEdits } from "./line-edits.ts";
import { blobText, filesOfCommit, type TreeFile } from "./objects.ts";
import { findRenames } from "./renames.ts";

/** One changed file. */
export interface FileChange {
  readonly path: string;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly previousPath?: string;
  /** Blob after the change; of a removed file, before it. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Empty for binary files, submodules, renames without an edit and changes of the mode alone. */
  readonly hunks: readonly Hunk[];
  /** Absent where `hunks` is empty and where GitHub finds the diff too large to show. */
  readonly patch?: string;
}

/** "Limits for viewing content and diffs in a repository" in GitHub's docs, for a single file. */
const MAX_PATCH_LINES = 20_000;
const MAX_PATCH_BYTES = 500_000;

/** Changes from one commit to another, by path. */
export function fileChanges(store: GitHubStore, baseSha: string, headSha: string): FileChange[] {
  const before = filesOfCommit(store, baseSha);
  const after = filesOfCommit(store, headSha);
  const renames = findRenames(store, before, after);
  const moved = new Set(renames.values());
  const removed = [...before.keys()].filter((path) => !after.has(path) && !moved.has(path));
  return [...after.keys(), ...removed]
    .sort()
    .map((path) => describe(store, path, renames.get(path), before, after))
    .filter((change) => change !== undefined);
}

function describe(
  store: GitHubStore,
  path: string,
  previousPath: string | undefined,
  before: ReadonlyMap<string, TreeFile>,
  after: ReadonlyMap<string, TreeFile>,
): FileChange | undefined {
  const old = before.get(previousPath ?? path);
  const current = after.get(path);
  const same = old && current && old.sha === current.sha && old.mode === current.mode;
  if (same && previousPath === undefined) return undefined;
  return {
    path,
    status: previousPath ? "renamed" : !old ? "added" : !current ? "removed" : "modified",
    ...(previousPath && { previousPath }),
    sha: current?.sha ?? old?.sha ?? "",
    ...contentChange(store, old, current),
  };
}

type ContentChange = Pick<FileChange, "additions" | "deletions" | "hunks" | "patch">;

function contentChange(store: GitHubStore, old?: TreeFile, current?: TreeFile): ContentChange {
  const oldText = old ? blobText(store, old.sha) : "";
  const newText = current ? blobText(store, current.sha) : "";
  if (oldText === undefined || newText === undefined) return { additions: 0, deletions: 0, hunks: [] };
  const edits = lineEdits(oldText, newText);
  const additions = edits.filter(({ kind }) => kind === "insert").length;
  const deletions = edits.filter(({ kind }) => kind === "delete").length;
  const hunks = hunksOf(edits, oldText);
  const patch = patchText(hunks);
  const shown = patch !== "" && additions + deletions <= MAX_PATCH_LINES && patch.length <= MAX_PATCH_BYTES;
  return { additions, deletions, hunks: shown ? hunks : [], ...(shown && { patch }) };
}
