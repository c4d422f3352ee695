/** Findings of base and head -> new, existing, fixed. */
import type { Finding } from "../engine/finding.ts";

/** See the module comment. `existing` holds fingerprints of head findings that the base has too. */
export interface Comparison {
  readonly existing: ReadonlySet<string>;
  readonly fixed: readonly Finding[];
}

/**
 * Compares by fingerprint, which is unique within one side. Both sides must name files alike, so the base's findings are
 * to be computed under the paths their files have in the head.
 */
export function compareFindings(base: readonly Finding[], head: readonly Finding[]): Comparison {
  const before = new Set(base.map((finding) => finding.fingerprint));
  const after = new Set(head.map((finding) => finding.fingerprint));
  return {
    existing: new Set([...after].filter((fingerprint) => before.has(fingerprint))),
    fixed: base.filter((finding) => !after.has(finding.fingerprint)),
  };
}
