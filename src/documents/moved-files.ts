/** Files that a change gives another path: gone in one commit, new in the next, and for the most part the same lines. */

import { onceFor, onceWithin } from "../source/once-for.ts";
import { stakesOf } from "./kamal/destination-stakes.ts";
import { splitDestination } from "./kamal/kamal-file.ts";
import type { OpenedFile } from "./open-file.ts";
import type { Project } from "./project.ts";

/** Path in the later commit -> path in the earlier one. */
export type MovedFiles = ReadonlyMap<string, string>;

/** Where more files come or go at once with other texts, nobody can tell which is which. */
const MOST = 30;

/** Git calls a file renamed from this likeness on. */
const LEAST_LIKENESS = 0.5;

/** Each old path serves for one new one, the most alike first. */
export function movedFiles(before: Project, after: Project): MovedFiles {
  return movedFrom(before)(after);
}

const movedFrom: (before: Project) => (after: Project) => MovedFiles = onceFor((before) =>
  onceWithin((after) => findMoved(before, after)),
);

function findMoved(before: Project, after: Project): MovedFiles {
  const gone = missingIn(after, before);
  const come = missingIn(before, after);
  const moved = new Map<string, string>();
  const used = new Set<string>();
  const take = ({ now, old }: Pair): void => {
    if (moved.has(now.source.path) || used.has(old.source.path)) return;
    moved.set(now.source.path, old.source.path);
    used.add(old.source.path);
  };
  samePairs(gone, come).forEach(take); // whole folders are moved as they are
  likePairs(
    gone.filter(({ source }) => !used.has(source.path)),
    come.filter(({ source }) => !moved.has(source.path)),
  ).forEach(take);
  return moved;
}

interface Pair {
  readonly now: OpenedFile;
  readonly old: OpenedFile;
}

function samePairs(gone: readonly OpenedFile[], come: readonly OpenedFile[]): Pair[] {
  const byText = Map.groupBy(gone, (file) => contentOf(file));
  return come.flatMap((now) => {
    const old = byText.get(contentOf(now))?.shift();
    return old ? [{ now, old }] : [];
  });
}

function contentOf(file: OpenedFile): string {
  return `${file.role} ${stakesIn(file)} ${file.source.text}`;
}

function likePairs(gone: readonly OpenedFile[], come: readonly OpenedFile[]): Pair[] {
  if (gone.length > MOST || come.length > MOST) return [];
  return come
    .flatMap((now) => gone.map((old) => ({ now, old, likeness: likenessOf(old, now) })))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness);
}

function missingIn(other: Project, { opened }: Project): OpenedFile[] {
  return [...opened.values()].filter(
    ({ source, role }) => role !== "possible-script" && !other.opened.has(source.path),
  );
}

/** The share of lines that both have. What becomes another kind of file, or production's, is no mere move. */
function likenessOf(old: OpenedFile, now: OpenedFile): number {
  if (old.role !== now.role || stakesIn(old) !== stakesIn(now)) return 0;
  const [before, after] = [linesOf(old), linesOf(now)];
  const [few, many] = before.size < after.size ? [before, after] : [after, before];
  if (2 * few.size < LEAST_LIKENESS * (few.size + many.size)) return 0; // even if all of it were there
  const shared = [...few].filter((line) => many.has(line)).length;
  return (2 * shared) / (few.size + many.size);
}

function stakesIn({ role, source }: OpenedFile): string {
  return role === "kamal" ? stakesOf(splitDestination(source.path)?.destination) : "";
}

const linesOf: (file: OpenedFile) => ReadonlySet<string> = onceFor(
  ({ source }) => new Set(source.text.split("\n").map((line) => line.trim())),
);
