/** What a `.dockerignore` keeps out of a build, as Docker reads it. */
import { matchesPath } from "./path-pattern.ts";

/** One line of the file. */
export interface IgnorePattern {
  readonly segments: readonly string[];
  /** `!`: what earlier lines excluded comes back in. */
  readonly readmits: boolean;
}

/** More lines than anybody writes; what follows is not read. */
const MAX_LINES = 2_000;

/** Reads the lines of a `.dockerignore`. */
export function readDockerIgnore(text: string): IgnorePattern[] {
  return text
    .split(/\r?\n/, MAX_LINES)
    .filter((line) => !line.startsWith("#") && line.trim() !== "")
    .map((line) => {
      const readmits = line.trim().startsWith("!");
      const path = readmits ? line.trim().slice(1) : line.trim();
      return { readmits, segments: path.split("/").filter((part) => part !== "" && part !== ".") };
    });
}

/** True when a file, or a folder above it, is excluded; the last line that matches decides. Paths start at the context. */
export function isExcluded(patterns: readonly IgnorePattern[], path: string): boolean {
  const segments = path.split("/");
  const above = segments.map((_, index) => segments.slice(0, index + 1));
  const last = patterns.findLast((pattern) => above.some((part) => matchesPath(pattern.segments, part)));
  return last !== undefined && !last.readmits;
}
