/** Findings of base and head -> new, existing, fixed. */
import type { Finding } from "../engine/finding.ts";
import { isAtLeast } from "../engine/severity.ts";

/** See the module comment. `existing` holds fingerprints of head findings that the base has too. */
export interface Comparison {
  readonly existing: ReadonlySet<string>;
  readonly fixed: readonly Finding[];
}

/**
 * Compares by fingerprint, which is unique within one side; what became worse is new. Both sides must name files alike, so the
 * base's findings are to be computed under the paths their files have in the head.
 */
export function compareFindings(base: readonly Finding[], head: readonly Finding[]): Comparison {
  const before = new Map(base.map((finding) => [finding.fingerprint, finding.severity]));
  const after = new Set(head.map((finding) => finding.fingerprint));
  const isOld = ({ fingerprint, severity }: Finding): boolean => {
    const known = before.get(fingerprint);
    return known !== undefined && isAtLeast(known, severity);
  };
  return {
    existing: new Set(head.filter(isOld).map(({ fingerprint }) => fingerprint)),
    fixed: base.filter((finding) => !after.has(finding.fingerprint)),
  };
}
