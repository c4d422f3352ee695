/** Findings of base and head -> those that were there before, those that are gone. */
import type { Finding } from "../engine/finding.ts";
import { isAtLeast } from "../engine/severity.ts";

/**
 * Fingerprints of head findings that the base has too; what became worse is new. A fingerprint is unique within one side; both
 * sides must name files alike, so the base's findings are to be computed under the paths their files have in the head.
 */
export function existingOf(base: readonly Finding[], head: readonly Finding[]): ReadonlySet<string> {
  const before = new Map(base.map((finding) => [finding.fingerprint, finding.severity]));
  const isOld = ({ fingerprint, severity }: Finding): boolean => {
    const known = before.get(fingerprint);
    return known !== undefined && isAtLeast(known, severity);
  };
  return new Set(head.filter(isOld).map(({ fingerprint }) => fingerprint));
}

/** Findings of the base that the head no longer has. */
export function fixedOf(base: readonly Finding[], head: readonly Finding[]): Finding[] {
  const after = new Set(head.map(({ fingerprint }) => fingerprint));
  return base.filter(({ fingerprint }) => !after.has(fingerprint));
}
