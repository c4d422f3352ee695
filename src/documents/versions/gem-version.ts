/** Version numbers as RubyGems reads and orders them. */

const GEM_VERSION = /^\s*(?:[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)?\s*$/;

/** No version is longer; keeps the pattern off long texts. */
const LONGEST = 100;

/** True for what `Gem::Version` accepts. */
export function isGemVersion(text: string): boolean {
  return text.length <= LONGEST && GEM_VERSION.test(text);
}

/** Negative when `a` is older; letters make a pre-release, which is older than the release. */
export function compareGemVersions(a: string, b: string): number {
  const left = segmentsOf(a);
  const right = segmentsOf(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareSegments(left[i] ?? 0, right[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** True when a version lies in a range; `from` and `through` are part of it, `before` is not. */
export function isWithin(version: string, { from, before, through }: VersionRange): boolean {
  return (
    compareGemVersions(version, from) >= 0 &&
    (before === undefined || compareGemVersions(version, before) < 0) &&
    (through === undefined || compareGemVersions(version, through) <= 0)
  );
}

/** See `isWithin`; without an end nothing newer is known to be free of the fault. */
export interface VersionRange {
  readonly from: string;
  /** The first version without the fault. */
  readonly before?: string;
  /** The last version with it, where the first one without is not known. */
  readonly through?: string;
}

function segmentsOf(version: string): (number | string)[] {
  const parts =
    version
      .trim()
      .replaceAll("-", ".pre.")
      .match(/[0-9]+|[a-z]+/gi) ?? [];
  return parts.map((part) => (/^[0-9]/.test(part) ? Number(part) : part));
}

function compareSegments(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return 1;
  if (typeof b === "number") return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
