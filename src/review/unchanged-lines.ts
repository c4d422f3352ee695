/** Which lines of a changed file were there before, as a diff shows it. The only file that knows the `diff` package. */
import { diffArrays } from "diff";
import type { SourceText } from "../source/source-text.ts";

/** More edits than this are a new file to a reader. */
const MAX_EDITS = 2_000;

/** Line numbers of `after` that a diff against `before` shows as unchanged; none for files that have too little in common. */
export function unchangedLines(before: SourceText | undefined, after: SourceText): ReadonlySet<number> {
  if (!before) return new Set();
  if (before.text === after.text) return new Set(linesOf(after).map((_, index) => index + 1));
  const unchanged = new Set<number>();
  let line = 1;
  for (const part of diffArrays(linesOf(before), linesOf(after), { maxEditLength: MAX_EDITS }) ?? []) {
    if (part.removed) continue;
    for (const _ of part.value) {
      if (!part.added) unchanged.add(line);
      line += 1;
    }
  }
  return unchanged;
}

function linesOf(source: SourceText): string[] {
  return Array.from({ length: source.lineCount }, (_, index) => source.lineText(index + 1));
}
