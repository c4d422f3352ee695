/** Places in the diff of one file: lines of either side, and the older "position". */
import type { DiffSide } from "../emulate-internals.ts";
import { type Hunk, printLine } from "../git/hunks.ts";
import type { LineEdit } from "../git/line-edits.ts";

/** One line of a diff. */
export interface DiffPlace {
  readonly side: DiffSide;
  readonly line: number;
  /**
   * Lines below the first `@@` line, later `@@` lines counted ("the line just below the first @@ is position
   * 1", docs of Create a review comment).
   */
  readonly position: number;
  readonly hunk: Hunk;
}

/** The place of a line: added and unchanged lines are on the RIGHT side, removed and unchanged ones on the LEFT. */
export function findLine(hunks: readonly Hunk[], side: DiffSide, line: number): DiffPlace | undefined {
  for (const { hunk, edit, position } of printedLines(hunks)) {
    if (lineOn(side, edit) === line) return { side, line, position, hunk };
  }
  return undefined;
}

/** Line number on a side; undefined for a line that is only on the other one. */
function lineOn(side: DiffSide, { kind, oldLine, newLine }: LineEdit): number | undefined {
  if (side === "RIGHT") return kind === "delete" ? undefined : newLine;
  return kind === "insert" ? undefined : oldLine;
}

/** The place at a position; undefined for an `@@` line. */
export function findPosition(hunks: readonly Hunk[], wanted: number): DiffPlace | undefined {
  for (const { hunk, edit, position } of printedLines(hunks)) {
    if (position !== wanted) continue;
    return edit.kind === "delete"
      ? { side: "LEFT", line: edit.oldLine, position, hunk }
      : { side: "RIGHT", line: edit.newLine, position, hunk };
  }
  return undefined;
}

/** GitHub's `diff_hunk`: the hunk from its `@@` line down to the place. */
export function hunkUpTo({ hunk, side, line }: DiffPlace): string {
  const end = hunk.lines.findIndex((edit) => lineOn(side, edit) === line);
  return [hunk.header, ...hunk.lines.slice(0, end + 1).flatMap(printLine)].join("\n");
}

function* printedLines(hunks: readonly Hunk[]): Generator<{ hunk: Hunk; edit: LineEdit; position: number }> {
  let position = -1;
  for (const hunk of hunks) {
    position += 1;
    for (const edit of hunk.lines) {
      yield { hunk, edit, position: position + 1 };
      position += printLine(edit).length;
    }
  }
}
