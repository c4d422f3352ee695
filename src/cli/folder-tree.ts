/** A folder of the machine as a tree: the working tree of a checkout, or any folder. */
import { lstat, readdir, readFile, readlink, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import type { CommitTree, TreeEntry } from "../service/commit-tree.ts";
import { splitWanted } from "../service/gather-files.ts";
import type { RepositoryFile } from "../source/decode.ts";
import { listWorkingTree } from "./git.ts";

/** Folders that never hold a project's own deployment and may be huge. */
const SKIPPED = new Set([".git", "node_modules", "vendor", "tmp", "log", "dist", "coverage"]);

/** The tree of a folder. In a git checkout the files git ignores are left out: they are on this machine only. */
export function folderTree(folder: string): CommitTree {
  return {
    async list() {
      const paths = (await listWorkingTree(folder)) ?? (await walk(folder, ""));
      const { entries: wanted, others } = splitWanted(paths.map(unread));
      const entries = await Promise.all(wanted.map(({ path }) => entryAt(folder, path)));
      return { entries: entries.filter((entry) => entry !== undefined), others, truncated: false };
    },
    entryAt: (path) => entryAt(folder, path),
    read: (entries) => Promise.all(entries.map((entry) => readEntry(folder, entry))),
  };
}

function unread(path: string): TreeEntry {
  return { path, mode: "", size: 0, id: "" };
}

/** A file inside the folder. A path that leaves it through a linked folder is none of its files. */
async function entryAt(folder: string, path: string): Promise<TreeEntry | undefined> {
  const stats = await lstat(join(folder, path)).catch(() => undefined);
  if (
    !stats ||
    !(stats.isFile() || stats.isSymbolicLink()) ||
    !(await isInside(folder, join(folder, path, "..")))
  )
    return undefined;
  const mode = stats.isSymbolicLink() ? "120000" : stats.mode & 0o111 ? "100755" : "100644";
  return { path, mode, size: stats.size, id: "" };
}

async function isInside(folder: string, parent: string): Promise<boolean> {
  const root = await realpath(folder);
  const real = await realpath(parent);
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** A file that may not be read, or is gone since it was listed, is reported like any other that can't be reviewed. */
async function readEntry(folder: string, { path, mode }: TreeEntry): Promise<RepositoryFile["content"]> {
  const full = join(folder, path);
  try {
    return mode === "120000" ? Buffer.from(await readlink(full)) : await readFile(full);
  } catch {
    return { reason: "can't be read on this machine" };
  }
}

async function walk(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, path);
    return [path];
  });
  return (await Promise.all(nested)).flat().sort();
}
