/**
 * Files behind the hashes of git objects. emulate stores objects once a repository; a hash names the same
 * bytes in all of them, so any copy will do.
 */
import type { GitHubStore, RepositoryRow } from "../emulate-internals.ts";

/** A file in a commit: where its bytes are and what kind of file it is. */
export interface TreeFile {
  readonly mode: string;
  readonly sha: string;
}

/** All files below a tree by their full path. Empty directories, which git does not know, vanish. */
export function listFiles(store: GitHubStore, treeSha: string): Map<string, TreeFile> {
  const files = new Map<string, TreeFile>();
  const collect = (sha: string, prefix: string): void => {
    for (const { path, mode, type, sha: child } of store.trees.findOneBy("sha", sha)?.tree ?? []) {
      if (type === "tree") collect(child, `${prefix}${path}/`);
      else files.set(prefix + path, { mode, sha: child });
    }
  };
  collect(treeSha, "");
  return files;
}

/** All files of a commit; none when there is no such commit. */
export function filesOfCommit(store: GitHubStore, sha: string): Map<string, TreeFile> {
  const commit = store.commits.findOneBy("sha", sha);
  return commit ? listFiles(store, commit.tree_sha) : new Map();
}

/** git calls a file binary when there is a NUL byte near its start (buffer_is_binary in git's xdiff-interface.c). */
const BINARY_PROBE_BYTES = 8000;

/** The text of a blob; undefined when it is binary or not a file at all (a submodule). */
export function blobText(store: GitHubStore, sha: string): string | undefined {
  const blob = store.blobs.findOneBy("sha", sha);
  if (blob === undefined) return undefined;
  const bytes = Buffer.from(blob.content, blob.encoding === "base64" ? "base64" : "utf8");
  return bytes.subarray(0, BINARY_PROBE_BYTES).includes(0) ? undefined : bytes.toString("utf8");
}

/** Copies a commit with all it needs into another repository, as GitHub shares objects between forks. */
export function shareCommit(store: GitHubStore, sha: string, target: RepositoryRow): void {
  const commit = store.commits.findOneBy("sha", sha);
  if (commit === undefined || holds(store.commits.findBy("sha", sha), target)) return;
  for (const parent of commit.parent_shas) shareCommit(store, parent, target);
  shareTree(store, commit.tree_sha, target);
  store.commits.insert({ ...withoutId(commit), repo_id: target.id });
}

function shareTree(store: GitHubStore, sha: string, target: RepositoryRow): void {
  const tree = store.trees.findOneBy("sha", sha);
  if (tree === undefined || holds(store.trees.findBy("sha", sha), target)) return;
  for (const entry of tree.tree) {
    if (entry.type === "tree") shareTree(store, entry.sha, target);
    else if (entry.type === "blob") shareBlob(store, entry.sha, target);
  }
  store.trees.insert({ ...withoutId(tree), repo_id: target.id });
}

function shareBlob(store: GitHubStore, sha: string, target: RepositoryRow): void {
  const blob = store.blobs.findOneBy("sha", sha);
  if (blob === undefined || holds(store.blobs.findBy("sha", sha), target)) return;
  store.blobs.insert({ ...withoutId(blob), repo_id: target.id });
}

function holds(copies: ReadonlyArray<{ readonly repo_id: number }>, target: RepositoryRow): boolean {
  return copies.some(({ repo_id }) => repo_id === target.id);
}

/** A copy without the id: emulate keeps an id that comes with a new row. */
function withoutId<T extends { readonly id: number }>(row: T): Omit<T, "id"> {
  const { id: _id, ...rest } = row;
  return rest;
}
