/** Commits files to a branch through the git data API: blobs, a whole tree, a commit, a ref. */
import type { Octokit } from "@octokit/rest";

/** Content of a file: text, bytes, or either with a file mode ("100755" executable, "120000" symbolic link). */
export type FileContent =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly mode: "100644" | "100755" | "120000" };

/** A commit to be made. */
export interface CommitOptions {
  readonly branch: string;
  /** Branch or commit that a new branch starts from; the default branch when absent. */
  readonly from?: string;
  /** Puts an existing branch back to `from` and commits there: a forced push. */
  readonly force?: boolean;
  readonly message?: string;
  /** Files to write by path; null deletes one. */
  readonly files: Readonly<Record<string, FileContent | null>>;
}

/** Which repository, and in whose name. */
export interface CommitTarget {
  readonly client: Octokit;
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
}

interface TreeItem {
  readonly path: string;
  readonly mode: "100644" | "100755" | "120000" | "040000" | "160000";
  readonly type: "blob" | "commit";
  readonly sha?: string;
  readonly content?: string;
}

/** Makes the commit, and the branch when it is new. Returns the hash of the commit. */
export async function commitFiles(target: CommitTarget, options: CommitOptions): Promise<string> {
  const { branch, from = target.defaultBranch, force = false, message = "Change files", files } = options;
  const tip = await findCommit(target, branch);
  const parent = tip && !force ? tip : await findCommit(target, from);
  const sha = await writeCommit(target, message, await writeTree(target, parent, files), parent);
  await moveBranch(target, branch, sha, tip === undefined, force);
  return sha;
}

/** The commit of a branch, a ref or a hash; undefined when there is none, as in a new repository. */
async function findCommit({ client, owner, repo }: CommitTarget, ref: string): Promise<string | undefined> {
  const found = await client.repos.getCommit({ owner, repo, ref }).catch(ignoreMissing);
  return found?.data.sha;
}

function ignoreMissing(error: unknown): undefined {
  if ((error as { status?: number }).status !== 404) throw error;
}

/**
 * A tree written in full: with `base_tree`, emulate would keep a folder whose last file is deleted, which git
 * cannot hold.
 */
async function writeTree(
  target: CommitTarget,
  parent: string | undefined,
  files: CommitOptions["files"],
): Promise<string> {
  const { client, owner, repo } = target;
  const kept = (parent ? await listTree(target, parent) : []).filter(({ path }) => !(path in files));
  const written: TreeItem[] = [];
  for (const [path, content] of Object.entries(files)) {
    if (content !== null) written.push(await treeItem(target, path, content));
  }
  const { data } = await client.git.createTree({ owner, repo, tree: [...kept, ...written] });
  return data.sha;
}

async function listTree({ client, owner, repo }: CommitTarget, commit: string): Promise<TreeItem[]> {
  const { data } = await client.git.getTree({ owner, repo, tree_sha: commit, recursive: "true" });
  return data.tree
    .filter(({ type }) => type !== "tree")
    .map(({ path, mode, type, sha }) => ({ path, mode, type, sha }) as TreeItem);
}

async function treeItem(
  { client, owner, repo }: CommitTarget,
  path: string,
  file: FileContent,
): Promise<TreeItem> {
  const { content, mode } =
    typeof file === "string" || file instanceof Uint8Array
      ? { content: file, mode: "100644" as const }
      : file;
  if (typeof content === "string") return { path, mode, type: "blob", content };
  const blob = { content: Buffer.from(content).toString("base64"), encoding: "base64" };
  const { data } = await client.git.createBlob({ owner, repo, ...blob });
  return { path, mode, type: "blob", sha: data.sha };
}

async function writeCommit(
  { client, owner, repo }: CommitTarget,
  message: string,
  tree: string,
  parent: string | undefined,
): Promise<string> {
  const { data } = await client.git.createCommit({
    owner,
    repo,
    message,
    tree,
    parents: parent ? [parent] : [],
  });
  return data.sha;
}

async function moveBranch(
  { client, owner, repo }: CommitTarget,
  branch: string,
  sha: string,
  isNew: boolean,
  force: boolean,
): Promise<void> {
  if (isNew) await client.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha });
  else await client.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force });
}
