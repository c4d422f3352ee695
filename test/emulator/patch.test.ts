/** Patches against what `git diff` prints; the expected texts are git's own. */
import { describe, expect, test } from "@jest/globals";
import { hunksOf, patchText } from "../../emulator/git/hunks.ts";
import { lineEdits, moveLine } from "../../emulator/git/line-edits.ts";

function patch(before: string, after: string): string {
  return patchText(hunksOf(lineEdits(before, after), before));
}

describe("a patch", () => {
  test("leaves out counts of one", () => {
    expect(patch("one\n", "two\n")).toBe("@@ -1 +1 @@\n-one\n+two");
  });

  test("of a new file starts at line 0 of nothing", () => {
    expect(patch("", "one\ntwo\n")).toBe("@@ -0,0 +1,2 @@\n+one\n+two");
  });

  test("of a removed file ends at line 0 of nothing", () => {
    expect(patch("one\n", "")).toBe("@@ -1 +0,0 @@\n-one");
  });

  test("marks a missing newline at the end on either side", () => {
    const expected =
      "@@ -1 +1,2 @@\n-one\n\\ No newline at end of file\n+one\n+two\n\\ No newline at end of file";
    expect(patch("one", "one\ntwo")).toBe(expected);
  });

  test("shows three lines of context and the heading above the hunk", () => {
    const before = "service: shop\nenv:\n  a: 1\n  b: 2\n  c: 3\n  d: 4\n  e: 5\n  f: 6\n";
    const after = before.replace("e: 5", "e: six");
    expect(patch(before, after)).toBe(
      "@@ -4,5 +4,5 @@ env:\n   b: 2\n   c: 3\n   d: 4\n-  e: 5\n+  e: six\n   f: 6",
    );
  });

  test("separates changes that are more than six lines apart", () => {
    const lines = Array.from({ length: 12 }, (_, index) => ` ${index}\n`);
    const near = patch(lines.join(""), lines.with(1, "x\n").with(8, "y\n").join(""));
    const far = patch(lines.join(""), lines.with(1, "x\n").with(9, "y\n").join(""));
    expect(near.match(/^@@/gm)).toHaveLength(1);
    expect(far.match(/^@@/gm)).toHaveLength(2);
  });

  test("puts deletions before insertions in each change", () => {
    expect(patch("a\nb\nc\n", "x\ny\nc\n")).toBe("@@ -1,3 +1,3 @@\n-a\n-b\n+x\n+y\n c");
  });

  test("of the same text is empty", () => {
    expect(patch("a\n", "a\n")).toBe("");
  });
});

describe("a line", () => {
  test("is followed through insertions above it", () => {
    expect(moveLine("a\nb\n", "new\na\nb\n", 2)).toBe(3);
  });

  test("that was changed is gone", () => {
    expect(moveLine("a\nb\n", "a\nc\n", 2)).toBeUndefined();
  });

  test("in texts too different to compare is gone", () => {
    const text = (prefix: string) =>
      Array.from({ length: 3000 }, (_, index) => `${prefix}${index}\n`).join("");
    expect(
      moveLine(`${text("a")}same\n${text("b")}`, `${text("c")}same\n${text("d")}`, 3001),
    ).toBeUndefined();
  });
});
