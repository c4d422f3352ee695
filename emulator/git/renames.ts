/** Which added files are removed ones under a new name. */
import type { GitHubStore } from "../emulate-internals.ts";
import { splitLines } from "./line-edits.ts";
import { blobText, type TreeFile } from "./objects.ts";

/** git's default: half of the content is the same. */
const MIN_SIMILARITY = 0.5;

/** git gives up comparing contents beyond a number of pairs (diff.renameLimit); identical files still pair. */
const MAX_COMPARISONS = 10_000;

type Files = ReadonlyMap<string, TreeFile>;

/** New path -> old path, of identical files first and of similar ones after. */
export function findRenames(store: GitHubStore, before: Files, after: Files): Map<string, string> {
  const removed = new Set([...before.keys()].filter((path) => !after.has(path)));
  const added = [...after.keys()].filter((path) => !before.has(path)).sort();
  const renames = new Map<string, string>();
  const pair = (similar: (oldSha: string, newSha: string) => boolean): void => {
    for (const path of added.filter((candidate) => !renames.has(candidate))) {
      const match = [...removed].find((old) => similar(shaOf(before, old), shaOf(after, path)));
      if (match === undefined) continue;
      renames.set(path, match);
      removed.delete(match);
    }
  };
  pair((oldSha, newSha) => oldSha === newSha && blobText(store, oldSha) !== "");
  if (removed.size * added.length <= MAX_COMPARISONS)
    pair((...shas) => similarity(store, ...shas) >= MIN_SIMILARITY);
  return renames;
}

function shaOf(files: Files, path: string): string {
  return files.get(path)?.sha ?? "";
}

/** Share of the larger file that the other one has too, counted in whole lines (git counts chunks of bytes). */
function similarity(store: GitHubStore, oldSha: string, newSha: string): number {
  const [oldText, newText] = [blobText(store, oldSha), blobText(store, newSha)];
  if (!oldText || !newText) return 0;
  const remaining = splitLines(oldText);
  const shared = splitLines(newText).filter((line) => {
    const index = remaining.indexOf(line);
    if (index !== -1) remaining.splice(index, 1);
    return index !== -1;
  });
  return shared.join("").length / Math.max(oldText.length, newText.length);
}
