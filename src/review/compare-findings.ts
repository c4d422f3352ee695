/** Findings of base and head -> those that were there before, those that are gone. */
import type { Finding } from "../engine/finding.ts";
import { isAtLeast } from "../engine/severity.ts";

/** One of the two commits. */
export interface Side {
  readonly findings: readonly Finding[];
  /** What stands at a finding's place. It may be a secret, so it is compared and goes no further. */
  readonly textAt: (finding: Finding) => string;
}

/**
 * Fingerprints of head findings that the base has too. A fingerprint is unique within one side; both sides must name files alike,
 * so the base's findings are to be computed under the paths their files have in the head. What became worse is new, and so is what
 * is grave and says something else than before: another address to download from, another password in clear.
 */
export function existingOf(base: Side, head: Side): ReadonlySet<string> {
  const before = new Map(base.findings.map((finding) => [finding.fingerprint, finding.severity]));
  const said = new Set(base.findings.map((finding) => statement(finding, base)));
  const isOld = (finding: Finding): boolean => {
    const known = before.get(finding.fingerprint);
    if (known === undefined || !isAtLeast(known, finding.severity)) return false;
    return !isAtLeast(finding.severity, "high") || said.has(statement(finding, head));
  };
  return new Set(head.findings.filter(isOld).map(({ fingerprint }) => fingerprint));
}

/** Findings of the base that the head no longer has. */
export function fixedOf(base: readonly Finding[], head: readonly Finding[]): Finding[] {
  const after = new Set(head.map(({ fingerprint }) => fingerprint));
  return base.filter(({ fingerprint }) => !after.has(fingerprint));
}

/** Without the ordinal: when the first of two equals goes, the second is no other one. */
function statement(finding: Finding, { textAt }: Side): string {
  return JSON.stringify([finding.ruleId, finding.path, textAt(finding).replace(/\s+/g, " ")]);
}
