/** Phrases that several reports share. */
import { isStateRule } from "../engine/rule.ts";
import { SEVERITIES, type Severity } from "../engine/severity.ts";
import type { Failure, Review, ReviewedFinding } from "../review/review.ts";
import { RULES } from "../rules/index.ts";

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

/** Rules about what could not be read: their findings say it where it is. */
const TELLING = new Set(
  RULES.flatMap((rule) => (isStateRule(rule) && rule.appliesTo.includes("unreadable-file") ? [rule.id] : [])),
);

/** What could not be reviewed and counts, as far as no finding says so already. */
export function untoldFailures(review: Review): Failure[] {
  const told = new Set(
    newFindings(review).flatMap(({ ruleId, path }) => (TELLING.has(ruleId) ? [path] : [])),
  );
  return review.failures.filter(({ path, counts }) => counts && !told.has(path));
}

/** The destinations of a change by name, the deployment without one among them when there are both. */
export function destinationNames(destinations: readonly (string | null)[]): string[] {
  const isAlone = destinations.every((destination) => destination === null);
  return isAlone ? [] : destinations.map((destination) => destination ?? "no destination");
}

/** Said wherever a leaked secret is gone from the files: it is not gone from the history. */
export const STILL_LEAKED =
  "The value stays in the history of the repository: rotate it, unless that is done already.";
