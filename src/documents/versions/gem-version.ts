/** Versions of gems, compared as RubyGems compares them: `2.0.0.rc1` comes before `2.0.0`. */

/** Longer texts are no versions. */
const LONGEST = 50;

/** True for a text that RubyGems takes for a version. */
export function isGemVersion(text: string): boolean {
  return text.length <= LONGEST && /^\d+(?:\.[0-9A-Za-z]+)*$/.test(text);
}

/** Negative when `a` comes first, positive when `b` does. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [segments(a), segments(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = compareSegments(left[index] ?? 0, right[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** True when a version lies in a range; `from` is part of it, `before` is not. */
export function isWithin(version: string, { from, before }: VersionRange): boolean {
  return (
    compareVersions(version, from) >= 0 && (before === undefined || compareVersions(version, before) < 0)
  );
}

/** See `isWithin`; without `before` nothing newer is known to be free of the fault. */
export interface VersionRange {
  readonly from: string;
  readonly before?: string;
}

/** `2.0.0.rc1` is 2, 0, 0, "rc", 1. */
function segments(version: string): (number | string)[] {
  return (version.slice(0, LONGEST).match(/\d+|[A-Za-z]+/g) ?? []).map((part) =>
    /^\d/.test(part) ? Number(part) : part,
  );
}

/** A word marks what came before the release, so it is less than any number. */
function compareSegments(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return 1;
  if (typeof b === "number") return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
