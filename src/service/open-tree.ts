/** Opens a commit: the files whose place tells their role, then those that they refer to. */
import { isDefaultKamalPath } from "../documents/kamal/recognise.ts";
import { possibleByPlace } from "../documents/possible-scripts.ts";
import { type OpenOptions, openProject, type Project } from "../documents/project.ts";
import type { Failure } from "../review/review.ts";
import type { CommitTree } from "./commit-tree.ts";
import { gatherFiles, readMore } from "./gather-files.ts";

/** A hook may call a script that calls a script; nobody's chain is longer. */
const MAX_ROUNDS = 20;

/** A project, and what could not be had of its tree. */
export interface OpenedTree {
  readonly project: Project;
  readonly failures: readonly Failure[];
}

/** Errors of the tree itself (network, permission) are thrown by it and pass through. */
export async function openTree(
  tree: CommitTree,
  options: Omit<OpenOptions, "listing"> = {},
): Promise<OpenedTree> {
  const { listing, files, failures } = await gatherFiles(tree);
  const paths = new Map([...listing.entries, ...listing.others].map(({ path, mode }) => [path, mode]));
  // what will be looked at anyway is read before the first look, which saves another one
  const usesKamal = listing.entries.some(({ path }) => isDefaultKamalPath(path));
  let read = usesKamal ? [...files, ...(await readMore(tree, possibleByPlace(paths), files))] : files;
  let project = await openProject(read, { ...options, listing: paths });
  for (let round = 1; round <= MAX_ROUNDS && wantsMore(project); round++) {
    const more = await readMore(tree, [...project.missing, ...project.possible], read);
    if (more.length === 0) break;
    read = [...read, ...more];
    project = await openProject(read, { ...options, listing: paths, sameCommit: project });
  }
  return { project, failures: [...failures, ...notFollowed(project)] };
}

function wantsMore({ missing, possible }: Project): boolean {
  return missing.length + possible.length > 0;
}

/** What is listed and referred to, and was not read all the same. */
function notFollowed({ missing }: Project): Failure[] {
  const [path, ...more] = missing;
  if (path === undefined) return [];
  const others = more.length > 0 ? `, like ${more.length} other files` : "";
  return [{ path, reason: `is called from further away than a review follows${others}`, counts: true }];
}
