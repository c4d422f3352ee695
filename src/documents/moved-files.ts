/** Files that a change gives another path: gone in one commit, new in the next, and for the most part the same lines. */

import { onceFor } from "../source/once-for.ts";
import { stakesOf } from "./kamal/destination-stakes.ts";
import { splitDestination } from "./kamal/kamal-file.ts";
import type { OpenedFile } from "./open-file.ts";
import type { Project } from "./project.ts";

/** Path in the later commit -> path in the earlier one. */
export type MovedFiles = ReadonlyMap<string, string>;

/** Where more files come or go at once, nobody can tell which is which. */
const MOST = 50;

/** Git calls a file renamed from this likeness on. */
const LEAST_LIKENESS = 0.5;

/** Each old path serves for one new one, the most alike first. */
export function movedFiles(before: Project, after: Project): MovedFiles {
  return movedFrom(before)(after);
}

const movedFrom: (before: Project) => (after: Project) => MovedFiles = onceFor((before) =>
  onceFor((after) => findMoved(before, after)),
);

function findMoved(before: Project, after: Project): MovedFiles {
  const gone = missingIn(after, before);
  const come = missingIn(before, after);
  if (gone.length > MOST || come.length > MOST) return new Map();
  const pairs = come
    .flatMap((now) => gone.map((old) => ({ now, old, likeness: likenessOf(old, now) })))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness);
  const moved = new Map<string, string>();
  const used = new Set<string>();
  for (const { now, old } of pairs) {
    if (moved.has(now.source.path) || used.has(old.source.path)) continue;
    moved.set(now.source.path, old.source.path);
    used.add(old.source.path);
  }
  return moved;
}

function missingIn(other: Project, { opened }: Project): OpenedFile[] {
  return [...opened.values()].filter(({ source }) => !other.opened.has(source.path));
}

/** The share of lines that both have. What becomes another kind of file, or production's, is no mere move. */
function likenessOf(old: OpenedFile, now: OpenedFile): number {
  if (old.role !== now.role || stakesIn(old) !== stakesIn(now)) return 0;
  if (old.source.text === now.source.text) return 1;
  const [before, after] = [linesOf(old), linesOf(now)];
  const all = before.size + after.size;
  return all === 0 ? 0 : (2 * [...after].filter((line) => before.has(line)).length) / all;
}

function stakesIn({ role, source }: OpenedFile): string {
  return role === "kamal" ? stakesOf(splitDestination(source.path)?.destination) : "";
}

function linesOf({ source }: OpenedFile): ReadonlySet<string> {
  return new Set(source.text.split("\n").map((line) => line.trim()));
}
