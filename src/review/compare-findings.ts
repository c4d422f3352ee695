/** Findings of base and head -> new, existing, fixed. */
import type { Finding } from "../engine/finding.ts";
import { isAtLeast } from "../engine/severity.ts";

/** See the module comment. `existing` holds fingerprints of head findings that the base has too. */
export interface Comparison {
  readonly existing: ReadonlySet<string>;
  readonly fixed: readonly Finding[];
}

/** One of the two commits. */
export interface Side {
  readonly findings: readonly Finding[];
  /** What stands at a finding's place. It may be a secret, so it is compared and goes no further. */
  readonly textAt: (finding: Finding) => string;
}

/**
 * Compares by fingerprint, which is unique within one side. What became worse is new, and so is what is grave and says something
 * else than before: another address to download from, another password in clear.
 */
export function compareFindings(base: Side, head: Side): Comparison {
  const before = new Map(base.findings.map((finding) => [finding.fingerprint, finding.severity]));
  const after = new Set(head.findings.map((finding) => finding.fingerprint));
  const said = new Set(base.findings.map((finding) => statement(finding, base)));
  const isOld = (finding: Finding): boolean => {
    const known = before.get(finding.fingerprint);
    if (known === undefined || !isAtLeast(known, finding.severity)) return false;
    return !isAtLeast(finding.severity, "high") || said.has(statement(finding, head));
  };
  return {
    existing: new Set(head.findings.filter(isOld).map(({ fingerprint }) => fingerprint)),
    fixed: base.findings.filter((finding) => !after.has(finding.fingerprint)),
  };
}

/** Without the ordinal: when the first of two equals goes, the second is no other one. */
function statement(finding: Finding, { textAt }: Side): string {
  return JSON.stringify([finding.ruleId, finding.path, textAt(finding).replace(/\s+/g, " ")]);
}
