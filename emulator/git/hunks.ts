/** A unified diff as git and GitHub print it. */
import { type LineEdit, splitLines } from "./line-edits.ts";

/** A stretch of changed lines with their surroundings. */
export interface Hunk {
  /** The `@@ -1,3 +1,4 @@ heading` line. */
  readonly header: string;
  readonly lines: readonly LineEdit[];
}

/** Unchanged lines shown around a change; git's default. */
const CONTEXT = 3;

/** Groups edits into hunks; changes with at most twice the context between them share one. */
export function hunksOf(edits: readonly LineEdit[], oldText: string): Hunk[] {
  const oldLines = splitLines(oldText);
  return changedRanges(edits).map(([start, end]) => {
    const lines = edits.slice(Math.max(0, start - CONTEXT), end + CONTEXT);
    return { header: headerOf(lines, oldLines), lines };
  });
}

/** Half-open index ranges of edits that go into one hunk, without context. */
function changedRanges(edits: readonly LineEdit[]): Array<[start: number, end: number]> {
  const ranges: Array<[number, number]> = [];
  for (const [index, { kind }] of edits.entries()) {
    if (kind === "keep") continue;
    const last = ranges.at(-1);
    if (last && index - last[1] <= 2 * CONTEXT) last[1] = index + 1;
    else ranges.push([index, index + 1]);
  }
  return ranges;
}

function headerOf(lines: readonly LineEdit[], oldLines: readonly string[]): string {
  const first = lines[0];
  if (first === undefined) throw new Error("A hunk has at least one line");
  const oldRange = rangeOf(first.oldLine, lines.filter(({ kind }) => kind !== "insert").length);
  const newRange = rangeOf(first.newLine, lines.filter(({ kind }) => kind !== "delete").length);
  return `@@ -${oldRange} +${newRange} @@${heading(oldLines.slice(0, first.oldLine - 1))}`;
}

/** git leaves out a count of 1 and points an empty range at the line before it. */
function rangeOf(start: number, count: number): string {
  if (count === 1) return String(start);
  return `${count === 0 ? start - 1 : start},${count}`;
}

/** git shows the last line above the hunk that starts like a name, cut to 80 bytes (xdiff's def_ff). */
function heading(above: readonly string[]): string {
  const line = above.findLast((candidate) => /^[A-Za-z_$]/.test(candidate));
  return line ? ` ${line.slice(0, 80).trimEnd()}` : "";
}

const SIGNS = { keep: " ", delete: "-", insert: "+" } as const;

/** The hunks as text: what GitHub calls `patch`, without a final newline. */
export function patchText(hunks: readonly Hunk[]): string {
  return hunks.flatMap(({ header, lines }) => [header, ...lines.flatMap(printLine)]).join("\n");
}

/** The printed lines of one edit: two when the file ends here without a newline. */
export function printLine({ kind, text }: LineEdit): string[] {
  const ended = text.endsWith("\n");
  const line = SIGNS[kind] + (ended ? text.slice(0, -1) : text);
  return ended ? [line] : [line, "\\ No newline at end of file"];
}
