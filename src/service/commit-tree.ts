/** Port: the files of one commit, or of a working tree. Implemented over GitHub's API, over git and over a folder. */

import type { RepositoryFile } from "../source/decode.ts";

/** A file as a listing shows it. */
export interface TreeEntry {
  /** Relative to the root of the tree, with forward slashes. */
  readonly path: string;
  /** Git file mode; see `RepositoryFile`. */
  readonly mode: string;
  /** Bytes. */
  readonly size: number;
  /** What the tree's own `read` needs to find it again: an object id, or nothing. */
  readonly id: string;
}

/** All files of a tree, told apart by their paths alone. */
export interface TreeListing {
  /** The files that have a role in a deployment. */
  readonly entries: readonly TreeEntry[];
  /** The rest, for rules that ask what exists. A working tree gives paths only, since reading the rest would cost. */
  readonly others: readonly TreeEntry[];
  /** True when some files may be missing. */
  readonly truncated: boolean;
}

/** See the module comment. */
export interface CommitTree {
  list(): Promise<TreeListing>;
  /** Any file of the tree, listed or not; undefined when there is none at that path. */
  entryAt(path: string): Promise<TreeEntry | undefined>;
  /** Bytes of the entries, in their order, or why those of one could not be had. */
  read(entries: readonly TreeEntry[]): Promise<readonly RepositoryFile["content"][]>;
}
