/** Reads from a tree what matters to a deployment, within bounds, and nothing else. */
import { posix } from "node:path";
import { roleOf } from "../documents/file-role.ts";
import type { Failure } from "../review/review.ts";
import { MAX_FILE_BYTES, type RepositoryFile, tooLarge, type Unreadable } from "../source/decode.ts";
import type { CommitTree, TreeEntry, TreeListing } from "./commit-tree.ts";

/** A repository with more candidates than this is not one deployment; the rest is reported, not read. */
const MAX_FILES = 400;

/** Bytes of all files together: whole applications have a tenth of it, and a review must not hold up those of others. */
const MAX_BYTES = 4 * MAX_FILE_BYTES;

/** Files, and what could not be had. */
export interface GatheredFiles {
  readonly listing: TreeListing;
  readonly files: readonly RepositoryFile[];
  readonly failures: readonly Failure[];
}

/** Gathers the files of a tree. Errors of the tree itself (network, permission) are thrown by it and pass through. */
export async function gatherFiles(tree: CommitTree): Promise<GatheredFiles> {
  const listing = await tree.list();
  const { entries, truncated } = listing;
  const wanted = entries.slice(0, MAX_FILES);
  const failures: Failure[] = [];
  if (truncated)
    failures.push({
      path: ".",
      reason: "has more files than GitHub lists, so some may have been missed",
      counts: true,
    });
  if (entries.length > wanted.length) {
    failures.push({
      path: ".",
      reason: `has more than ${MAX_FILES} files that may belong to a deployment; the rest was not read`,
      counts: true,
    });
  }
  return { listing, files: await readFollowing(tree, wanted, MAX_BYTES), failures };
}

/**
 * Reads further files of a tree beside those read before, at most as many as a review reads in all; what does not exist is passed
 * over.
 */
export async function readMore(
  tree: CommitTree,
  paths: readonly string[],
  before: readonly RepositoryFile[],
): Promise<RepositoryFile[]> {
  const entries = await Promise.all(paths.slice(0, MAX_FILES).map((path) => tree.entryAt(path)));
  return readFollowing(
    tree,
    entries.filter((entry) => entry !== undefined),
    MAX_BYTES - bytesOf(before),
  );
}

function bytesOf(files: readonly RepositoryFile[]): number {
  return files.reduce(
    (sum, { content }) => sum + (content instanceof Uint8Array ? content.byteLength : 0),
    0,
  );
}

async function readFollowing(
  tree: CommitTree,
  entries: readonly TreeEntry[],
  budget: number,
): Promise<RepositoryFile[]> {
  const files = await readEntries(tree, entries, budget);
  return Promise.all(files.map((file) => (file.mode === LINK ? followLink(tree, file) : file)));
}

/** Parts the entries that a review has a use for from the rest. Of submodules, which are other repositories, only Kamal's own. */
export function splitWanted(all: readonly TreeEntry[]): Pick<TreeListing, "entries" | "others"> {
  const isWanted = ({ path, mode }: TreeEntry): boolean => {
    const role = roleOf(path);
    return role !== undefined && (mode !== SUBMODULE || role === "hook");
  };
  return { entries: all.filter(isWanted), others: all.filter((entry) => !isWanted(entry)) };
}

const SUBMODULE = "160000";
const LINK = "120000";
const TOO_MUCH = {
  reason: `was left out: the files of this deployment hold more than the ${MAX_BYTES / (1024 * 1024)} MB that a review reads in all`,
};
const ELSEWHERE = { reason: "is a submodule, and a review reads no other repository" };
const LEADS_OUT = { reason: "is a symbolic link that does not lead to a file of the repository" };

/** The link with the content of the file it leads to; one step, as chains of links have no honest use here. */
async function followLink(tree: CommitTree, link: RepositoryFile): Promise<RepositoryFile> {
  if (!(link.content instanceof Uint8Array)) return link;
  const target = posix.join(posix.dirname(link.path), new TextDecoder().decode(link.content));
  const entry = /^(?:\.\.(?:\/|$)|\/)/.test(target) ? undefined : await tree.entryAt(target);
  if (!entry || entry.mode === LINK) return { ...link, content: LEADS_OUT };
  const [file] = await readEntries(tree, [entry], MAX_FILE_BYTES);
  return { ...link, content: file?.content ?? LEADS_OUT };
}

async function readEntries(
  tree: CommitTree,
  entries: readonly TreeEntry[],
  budget: number,
): Promise<RepositoryFile[]> {
  const refusals = refusalsOf(entries, budget);
  const readable = entries.filter((entry) => !refusals.has(entry));
  const contents = await tree.read(readable);
  const contentOf = new Map(readable.map((entry, index) => [entry, contents[index]]));
  return entries.map((entry) => ({
    path: entry.path,
    mode: entry.mode,
    content: contentOf.get(entry) ?? refusals.get(entry) ?? LEADS_OUT,
  }));
}

/** The entries that are not even read, and why. */
function refusalsOf(entries: readonly TreeEntry[], budget: number): ReadonlyMap<TreeEntry, Unreadable> {
  const refusals = new Map<TreeEntry, Unreadable>();
  let left = budget;
  for (const entry of entries) {
    if (entry.mode === SUBMODULE) refusals.set(entry, ELSEWHERE);
    else if (entry.size > MAX_FILE_BYTES) refusals.set(entry, { reason: tooLarge(entry.size) });
    else if (entry.size > left) refusals.set(entry, TOO_MUCH);
    else left -= entry.size;
  }
  return refusals;
}
