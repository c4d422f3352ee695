/** Commits and how they descend from each other. */
import type { GitHubStore } from "../emulate-internals.ts";

/** The commit and all before it, nearest first. */
function ancestors(store: GitHubStore, sha: string): Set<string> {
  const found = new Set([sha]);
  // A Set is visited in order of insertion, also of what is added meanwhile: breadth first.
  for (const next of found) {
    for (const parent of store.commits.findOneBy("sha", next)?.parent_shas ?? []) found.add(parent);
  }
  return found;
}

/** The nearest common ancestor; undefined for unrelated histories. Of several equally good ones any. */
export function mergeBase(store: GitHubStore, base: string, head: string): string | undefined {
  const ofBase = ancestors(store, base);
  for (const sha of ancestors(store, head)) if (ofBase.has(sha)) return sha;
  return undefined;
}

/** Commits that `head` has and `base` has not, oldest first. */
export function commitsBetween(store: GitHubStore, base: string, head: string): string[] {
  const known = ancestors(store, base);
  return [...ancestors(store, head)].filter((sha) => !known.has(sha)).reverse();
}
