/** Whether a change touches anything that a review would look at, told from two listings without reading a file. */
import type { CommitTree, TreeEntry } from "./commit-tree.ts";

const LINK = "120000";

/**
 * True when every file that may matter is the same in both commits. Links make it false, since what they lead to may have
 * changed, and so does a listing that was cut short.
 */
export async function changesNothingWanted(before: CommitTree, after: CommitTree): Promise<boolean> {
  const [old, now] = [await before.list(), await after.list()];
  if (old.truncated || now.truncated || now.entries.some((entry) => entry.mode === LINK)) return false;
  const known = new Set(old.entries.map(identity));
  return (
    old.entries.length === now.entries.length && now.entries.every((entry) => known.has(identity(entry)))
  );
}

function identity({ path, mode, id }: TreeEntry): string {
  return `${mode} ${id} ${path}`;
}
