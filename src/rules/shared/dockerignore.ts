/** .dockerignore: which files of a folder a build never sees. */

/** One line. */
interface Pattern {
  readonly segments: readonly string[];
  /** `!config/deploy.yml` takes a file back in. */
  readonly includes: boolean;
}

/** More lines than any real file has; the rest is not looked at. */
const MAX_PATTERNS = 1000;

/** Reads a file once; the result answers for any path below the folder. */
export function readDockerignore(text: string): (path: string) => boolean {
  const patterns = text.split(/\r?\n/, MAX_PATTERNS).flatMap(patternOf);
  return (path) => {
    const segments = path.split("/");
    // a pattern that fits a folder holds for everything in it; the last one that fits decides
    const last = patterns.findLast((pattern) =>
      segments.some((_, index) => fits(pattern.segments, segments.slice(0, index + 1))),
    );
    return last !== undefined && !last.includes;
  };
}

function patternOf(line: string): Pattern[] {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return [];
  const includes = text.startsWith("!");
  const segments = (includes ? text.slice(1) : text).split("/").filter((part) => part !== "" && part !== ".");
  return segments.length === 0 ? [] : [{ segments, includes }];
}

/** Matches segment by segment; `**` stands for any number of them. */
function fits(pattern: readonly string[], path: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (part === "**") for (let end = at; end <= path.length; end++) next.add(end);
      else if (at < path.length && fitsSegment(part, path[at] ?? "")) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(path.length);
}

/** `*` and `?` inside a segment, without backtracking over more than one star. */
function fitsSegment(pattern: string, text: string): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === "?" || (pattern[p] === text[t] && pattern[p] !== "*")) {
      p++;
      t++;
    } else if (pattern[p] === "*") {
      star = p++;
      mark = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(p));
}
