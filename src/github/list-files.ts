/** All files of a commit, also of one that holds more than GitHub lists in one answer. */
import type { TreeEntry } from "../service/commit-tree.ts";

/** One answer of GitHub's tree API, as far as it is used. */
export interface GitTree {
  readonly tree: readonly {
    readonly path?: string;
    readonly mode?: string;
    readonly type?: string;
    readonly sha?: string;
    readonly size?: number;
  }[];
  /** True when a recursive answer has ended at 100,000 entries or 7 MB. */
  readonly truncated: boolean;
}

/** Asks for a tree, with everything below it or without. */
export type GetTree = (sha: string, recursive: boolean) => Promise<GitTree>;

/** Folders that are asked for one by one; a repository that needs more has millions of files. */
const MAX_FOLDERS = 300;

/**
 * Lists a tree in one request when GitHub gives it whole. Otherwise its folders are asked for one after another, those that are too
 * large by their own folders again. `truncated` is true when files are missing all the same.
 */
export async function listFiles(
  getTree: GetTree,
  sha: string,
): Promise<{ readonly entries: readonly TreeEntry[]; readonly truncated: boolean }> {
  const entries: TreeEntry[] = [];
  const folders = [{ sha, prefix: "" }];
  for (let asked = 0; asked < MAX_FOLDERS; asked++) {
    const folder = folders.pop();
    if (!folder) break;
    const { prefix } = folder;
    const whole = await getTree(folder.sha, true);
    const { tree } = whole.truncated ? await getTree(folder.sha, false) : whole;
    for (const entry of tree) {
      const { path = "", mode = "", size = 0, sha: id = "" } = entry;
      if (entry.type !== "tree") entries.push({ path: prefix + path, mode, size, id });
      else if (whole.truncated) folders.push({ sha: id, prefix: `${prefix}${path}/` });
    }
  }
  return { entries, truncated: folders.length > 0 };
}
