/** Findings of base and head -> those that were there before, those that are gone. */
import type { MovedFiles } from "../documents/moved-files.ts";
import type { Finding } from "../engine/finding.ts";
import { isAtLeast } from "../engine/severity.ts";

/** One of the two commits. */
export interface Side {
  readonly findings: readonly Finding[];
  /** What stands at a finding's place. It may be a secret, so it is compared and goes no further. */
  readonly textAt: (finding: Finding) => string;
}

/**
 * Fingerprints of head findings that the base has too. A fingerprint is unique within one side; what stands in a moved file is
 * known by what it says instead. What became worse is new, and so is what is grave and says something else than before: another
 * address to download from, another password in clear.
 */
export function existingOf(base: Side, head: Side, moved: MovedFiles): ReadonlySet<string> {
  const before = new Map(base.findings.map((finding) => [finding.fingerprint, finding.severity]));
  const said = new Map(base.findings.map((finding) => [statement(finding, base), finding.severity]));
  const isOld = (finding: Finding): boolean => {
    const former = moved.get(finding.path);
    const stated = said.get(statement(finding, head, former));
    const known = former === undefined ? before.get(finding.fingerprint) : stated;
    if (known === undefined || !isAtLeast(known, finding.severity)) return false;
    return !isAtLeast(finding.severity, "high") || stated !== undefined;
  };
  return new Set(head.findings.filter(isOld).map(({ fingerprint }) => fingerprint));
}

/** Findings of the base that the head no longer has, not even in a file that was moved. */
export function fixedOf(base: Side, head: Side, moved: MovedFiles): Finding[] {
  const after = new Set(head.findings.map(({ fingerprint }) => fingerprint));
  const inMoved = head.findings.filter(({ path }) => moved.has(path));
  const said = new Set(inMoved.map((finding) => statement(finding, head, moved.get(finding.path))));
  return base.findings.filter(
    (finding) => !after.has(finding.fingerprint) && !said.has(statement(finding, base)),
  );
}

/** Without the ordinal: when the first of two equals goes, the second is no other one. */
function statement(finding: Finding, { textAt }: Side, path = finding.path): string {
  return JSON.stringify([finding.ruleId, path, textAt(finding).replace(/\s+/g, " ")]);
}
