/** A commit of a local git repository as a tree. */
import type { CommitTree, TreeEntry } from "../service/commit-tree.ts";
import { splitWanted } from "../service/gather-files.ts";
import { GitError, git, splitNul } from "./git.ts";

/** Full id of the commit a name stands for. Throws a GitError that names it when there is none. */
export async function resolveCommit(folder: string, name: string): Promise<string> {
  try {
    const id = await git(folder, [
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${name}^{commit}`,
    ]);
    return id.toString().trim();
  } catch (error) {
    if (error instanceof GitError && error.message === "")
      throw new GitError(`${name} is not a commit of this repository`);
    throw error;
  }
}

/** The commit from which two lines of history part. Throws a GitError when the history is not there. */
export async function mergeBase(folder: string, a: string, b: string): Promise<string> {
  try {
    return (await git(folder, ["merge-base", a, b])).toString().trim();
  } catch (error) {
    if (error instanceof GitError) {
      throw new GitError("the history between the two commits is not here; fetch it whole (fetch-depth: 0)");
    }
    throw error;
  }
}

/** The tree of a commit, as far as it lies below the folder; paths are relative to the folder. */
export function gitTree(folder: string, commit: string): CommitTree {
  let listed: Promise<ReadonlyMap<string, TreeEntry>> | undefined;
  const all = (): Promise<ReadonlyMap<string, TreeEntry>> => {
    listed ??= listEntries(folder, commit);
    return listed;
  };
  return {
    list: async () => ({ ...splitWanted([...(await all()).values()]), truncated: false }),
    entryAt: async (path) => (await all()).get(path),
    read: (entries) => readBlobs(folder, entries),
  };
}

async function listEntries(folder: string, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const output = await git(folder, ["ls-tree", "-r", "-l", "-z", commit]);
  const entries = splitNul(output).flatMap((line): TreeEntry[] => {
    const [, mode = "", id = "", size = "", path = ""] =
      /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
    return path === "" ? [] : [{ path, mode, id, size: size === "-" ? 0 : Number(size) }];
  });
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** One `cat-file --batch` for all: each answer is "<id> blob <size>\n<bytes>\n". */
async function readBlobs(folder: string, entries: readonly TreeEntry[]): Promise<Uint8Array[]> {
  if (entries.length === 0) return [];
  const output = await git(folder, ["cat-file", "--batch"], entries.map((entry) => `${entry.id}\n`).join(""));
  const blobs: Uint8Array[] = [];
  let position = 0;
  for (const _ of entries) {
    const headerEnd = output.indexOf(0x0a, position);
    const [, size] = / blob (\d+)$/.exec(output.subarray(position, headerEnd).toString()) ?? [];
    if (headerEnd < 0 || size === undefined) throw new GitError("git could not read a file of the commit");
    blobs.push(output.subarray(headerEnd + 1, headerEnd + 1 + Number(size)));
    position = headerEnd + 2 + Number(size);
  }
  return blobs;
}
