/** The difference of two texts, line by line (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */

/** One line of the difference. Line numbers count from 1 and say where the line stands on each side. */
export interface LineEdit {
  readonly kind: "keep" | "delete" | "insert";
  /** The line with its newline, if it has one. */
  readonly text: string;
  /** Line in the old text; for an inserted line, of the next old line. */
  readonly oldLine: number;
  /** Line in the new text; for a deleted line, of the next new line. */
  readonly newLine: number;
}

/** Beyond this many edits the texts count as entirely different: the search takes time and memory by its square. */
const MAX_EDITS = 2000;

/** All lines of both texts in the order of a unified diff: in each change, deleted lines come first. */
export function lineEdits(oldText: string, newText: string): LineEdit[] {
  const before = splitLines(oldText);
  const after = splitLines(newText);
  const kept = keptLines(before, after);
  const edits: LineEdit[] = [];
  let oldIndex = 0;
  let newIndex = 0;
  const push = (kind: LineEdit["kind"], text: string): void => {
    edits.push({ kind, text, oldLine: oldIndex + 1, newLine: newIndex + 1 });
    if (kind !== "insert") oldIndex += 1;
    if (kind !== "delete") newIndex += 1;
  };
  for (const [keptOld, keptNew] of [...kept, [before.length, after.length] as const]) {
    for (const line of before.slice(oldIndex, keptOld)) push("delete", line);
    for (const line of after.slice(newIndex, keptNew)) push("insert", line);
    const line = before[keptOld];
    if (line !== undefined) push("keep", line);
  }
  return edits;
}

/** Where a line of the old text stands in the new one; undefined when it is gone. */
export function moveLine(oldText: string, newText: string, line: number): number | undefined {
  return lineEdits(oldText, newText).find(({ kind, oldLine }) => kind === "keep" && oldLine === line)
    ?.newLine;
}

/** The lines of a text, each with its newline; an empty text has none. */
export function splitLines(content: string): string[] {
  return content.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

type Pair = readonly [oldIndex: number, newIndex: number];

/** Index pairs of the lines that stay, in order. */
function keptLines(before: readonly string[], after: readonly string[]): Pair[] {
  const start = commonStart(before, after);
  const end = commonEnd(before.slice(start), after.slice(start));
  const middle = searchEdits(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  return [
    ...range(start).map((index): Pair => [index, index]),
    ...middle.map(([oldIndex, newIndex]): Pair => [oldIndex + start, newIndex + start]),
    ...range(end).map((index): Pair => [before.length - end + index, after.length - end + index]),
  ];
}

function commonStart(before: readonly string[], after: readonly string[]): number {
  const different = before.findIndex((line, index) => line !== after[index]);
  return different === -1 ? before.length : different;
}

function commonEnd(before: readonly string[], after: readonly string[]): number {
  return commonStart(before.toReversed(), after.toReversed());
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** The greedy search: with each further edit, how far along the old text every diagonal gets. */
function searchEdits(before: readonly string[], after: readonly string[]): Pair[] {
  if (before.length === 0 || after.length === 0) return [];
  const furthest = new Map([[1, 0]]);
  const rounds: Furthest[] = [];
  for (let edits = 0; edits <= MAX_EDITS; edits += 1) {
    rounds.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const from = cameFrom(furthest, diagonal, edits);
      let x = at(furthest, from) + (from < diagonal ? 1 : 0);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) {
        return walkBack(rounds, before.length, after.length);
      }
    }
  }
  return [];
}

/** Old index reached on each diagonal (old index minus new index). */
type Furthest = ReadonlyMap<number, number>;

function at(furthest: Furthest, diagonal: number): number {
  return furthest.get(diagonal) ?? -1;
}

/** The neighbouring diagonal that the last edit came from: the one above inserts, the one below deletes. */
function cameFrom(furthest: Furthest, diagonal: number, edits: number): number {
  const inserts =
    diagonal === -edits || (diagonal !== edits && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
  return inserts ? diagonal + 1 : diagonal - 1;
}

/** Follows the rounds back from the end of both texts and collects the lines that were kept. */
function walkBack(rounds: readonly Furthest[], oldLength: number, newLength: number): Pair[] {
  const kept: Pair[] = [];
  let [x, y] = [oldLength, newLength];
  for (const [edits, furthest] of [...rounds.entries()].reverse()) {
    const from = cameFrom(furthest, x - y, edits);
    const previousX = at(furthest, from);
    const previousY = previousX - from;
    for (; x > previousX && y > previousY; x -= 1, y -= 1) kept.push([x - 1, y - 1]);
    [x, y] = [previousX, previousY];
  }
  return kept.reverse();
}
