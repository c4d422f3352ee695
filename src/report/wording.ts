/** Phrases that several reports share. */
import type { Severity } from "../engine/severity.ts";
import { SEVERITIES } from "../engine/severity.ts";
import type { Review, ReviewedFinding } from "../review/review.ts";

/** "2 critical, 1 high": worst first, empty for no findings. */
export function countBySeverity(findings: readonly { readonly severity: Severity }[]): string {
  return SEVERITIES.toReversed()
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(", ");
}

/** "1 file", "3 files". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Findings that count for the verdict. */
export function newFindings(review: Review): ReviewedFinding[] {
  return review.findings.filter((finding) => finding.isNew && !finding.isWaived);
}

/** The destinations of a change by name, the deployment without one among them when there are both. */
export function destinationNames(destinations: readonly (string | null)[]): string[] {
  const isAlone = destinations.every((destination) => destination === null);
  return isAlone ? [] : destinations.map((destination) => destination ?? "no destination");
}

/** Said wherever a leaked secret is gone from the files: it is not gone from the history. */
export const STILL_LEAKED =
  "The value stays in the history of the repository: rotate it, unless that is done already.";
