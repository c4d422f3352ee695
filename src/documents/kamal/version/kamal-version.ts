/** A release of Kamal and the order of releases. */

/** The two major versions whose configuration is understood. */
export type KamalMajor = 1 | 2;

/** A release, such as 2.12.0. */
export interface KamalVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** The newest releases whose validators were read; what is judged by when only the major version is known. */
export const LATEST: Readonly<Record<KamalMajor, KamalVersion>> = {
  1: { major: 1, minor: 9, patch: 3 },
  2: { major: 2, minor: 12, patch: 0 },
};

/** Kamal compares keys with its own documentation, and so refuses unknown ones, since this release. */
export const FIRST_STRICT: KamalVersion = { major: 1, minor: 7, patch: 0 };

/** Reads `2.12.0`, `v2.12`, `2`; undefined for anything else. Pre-releases count as their release. */
export function parseVersion(text: string): KamalVersion | undefined {
  const match = /^\s*v?(\d{1,3})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?(?:[.-][0-9A-Za-z.-]{1,40})?\s*$/.exec(text);
  if (!match) return undefined;
  return { major: Number(match[1]), minor: Number(match[2] ?? 0), patch: Number(match[3] ?? 0) };
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: KamalVersion, b: KamalVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** `2.12.0`. */
export function versionText(version: KamalVersion): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}

/** True when `version` is the release or newer; a text that is none is newer than all. */
export function isAtLeast(version: KamalVersion, release: string): boolean {
  const wanted = knownRelease(release);
  return wanted !== undefined && compareVersions(version, wanted) >= 0;
}

const RELEASES = new Map<string, KamalVersion | undefined>();

/** `parseVersion` for the releases that the schema and the validators name, of which there are few and which are asked for often. */
export function knownRelease(release: string): KamalVersion | undefined {
  const known = RELEASES.get(release) ?? parseVersion(release);
  RELEASES.set(release, known);
  return known;
}
