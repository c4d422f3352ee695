/** Whether a change touches anything that a review would look at. */
import type { Project } from "../documents/project.ts";
import type { CommitTree, TreeEntry } from "./commit-tree.ts";

const LINK = "120000";

/**
 * True when two listings show, without reading a file, that nothing of a deployment changed. Links make it false, since
 * what they lead to may have changed; so does a listing that was cut short, and any other changed file of a repository that
 * deploys with Kamal, since its configuration or hooks may refer to the file.
 */
export async function changesNothingWanted(before: CommitTree, after: CommitTree): Promise<boolean> {
  const [old, now] = [await before.list(), await after.list()];
  if (old.truncated || now.truncated || now.entries.some((entry) => entry.mode === LINK)) return false;
  if (!sameEntries(old.entries, now.entries)) return false;
  return !now.entries.some(mayBeKamal) || sameEntries(old.others, now.others);
}

/** True when both commits were opened to the very same files. */
export function openedTheSame(base: Project, head: Project): boolean {
  if (base.opened.size !== head.opened.size) return false;
  return [...head.opened].every(([path, file]) => base.opened.get(path) === file && file.file.mode !== LINK);
}

function mayBeKamal({ path }: TreeEntry): boolean {
  return /(?:deploy|kamal|mrsk)/i.test(path);
}

function sameEntries(before: readonly TreeEntry[], after: readonly TreeEntry[]): boolean {
  const known = new Set(before.map(identity));
  return before.length === after.length && after.every((entry) => known.has(identity(entry)));
}

function identity({ path, mode, id }: TreeEntry): string {
  return `${mode} ${id} ${path}`;
}
