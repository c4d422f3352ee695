/** Which lines of a file GitHub takes comments on: those inside a hunk of the pull request's patch. */

/** The new side of a patch. Lines count from 1. */
export interface DiffLines {
  /** Hunk of each commentable line of the new file: added lines and the unchanged ones around them. */
  readonly hunkOf: ReadonlyMap<number, number>;
}

const HEADER = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/;

/** Reads the `patch` of a file as GitHub's API gives it: hunks only, no file headers. */
export function readPatch(patch: string): DiffLines {
  const hunkOf = new Map<number, number>();
  let hunk = 0;
  let line = 0;
  for (const text of patch.split("\n")) {
    const header = HEADER.exec(text);
    if (header) {
      hunk += 1;
      line = Number(header[1]);
    } else if (text.startsWith("+") || text.startsWith(" ")) {
      hunkOf.set(line, hunk);
      line += 1;
    }
  }
  return { hunkOf };
}

/** True when all lines of a range lie in one hunk. */
export function coversRange({ hunkOf }: DiffLines, first: number, last: number): boolean {
  const hunk = hunkOf.get(first);
  return hunk !== undefined && hunkOf.get(last) === hunk;
}
