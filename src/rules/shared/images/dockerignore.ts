/** .dockerignore: which files of a folder a build never sees. */

import { matchesPath } from "../../../documents/path-pattern.ts";

/** One line. */
interface Pattern {
  readonly segments: readonly string[];
  /** `!config/deploy.yml` takes a file back in. */
  readonly includes: boolean;
}

/** More lines than any real file has; the rest is not looked at. */
const MAX_PATTERNS = 1000;

/** Nobody nests folders deeper. */
const MAX_SEGMENTS = 50;

/** Reads a file once; the result answers for any path below the folder. */
export function readDockerignore(text: string): (path: string) => boolean {
  const patterns = text.split(/\r?\n/, MAX_PATTERNS).flatMap(patternOf);
  const answers = new Map<string, boolean>();
  return (path) => {
    const known = answers.get(path) ?? isIgnored(path, patterns);
    answers.set(path, known);
    return known;
  };
}

function isIgnored(path: string, patterns: readonly Pattern[]): boolean {
  const segments = path.split("/", MAX_SEGMENTS);
  // a pattern that fits a folder holds for everything in it; the last one that fits decides
  const last = patterns.findLast((pattern) =>
    segments.some((_, index) => matchesPath(pattern.segments, segments.slice(0, index + 1))),
  );
  return last !== undefined && !last.includes;
}

function patternOf(line: string): Pattern[] {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return [];
  const includes = text.startsWith("!");
  const segments = (includes ? text.slice(1) : text).split("/").filter((part) => part !== "" && part !== ".");
  return segments.length === 0 ? [] : [{ segments, includes }];
}
