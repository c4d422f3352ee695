/** Merging two commits file by file. Real git also merges inside a file; here that is a conflict. */
import type { GitHubStore } from "../emulate-internals.ts";
import { mergeBase } from "./history.ts";
import { filesOfCommit, type TreeFile } from "./objects.ts";

/**
 * The files after merging `theirs` into `ours`: a file changed on one side takes that side.
 * Undefined when both sides changed a file differently or the histories are unrelated.
 */
export function mergeFiles(
  store: GitHubStore,
  ours: string,
  theirs: string,
): Map<string, TreeFile> | undefined {
  const base = mergeBase(store, ours, theirs);
  if (base === undefined) return undefined;
  const [original, mine, other] = [base, ours, theirs].map((sha) => filesOfCommit(store, sha));
  if (!original || !mine || !other) return undefined;
  const merged = new Map<string, TreeFile>();
  for (const path of new Set([...original.keys(), ...mine.keys(), ...other.keys()])) {
    const result = mergeFile(original.get(path), mine.get(path), other.get(path));
    if (result === "conflict") return undefined;
    if (result) merged.set(path, result);
  }
  return merged;
}

function mergeFile(base?: TreeFile, mine?: TreeFile, other?: TreeFile): TreeFile | undefined | "conflict" {
  if (same(mine, other) || same(base, other)) return mine;
  return same(base, mine) ? other : "conflict";
}

function same(one?: TreeFile, another?: TreeFile): boolean {
  return one?.sha === another?.sha && one?.mode === another?.mode;
}
