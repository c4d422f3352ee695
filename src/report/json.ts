/** A review for programs. The shape is documented in docs/json.md and only ever grows under the same version. */
import type { Finding } from "../engine/finding.ts";
import type { Review } from "../review/review.ts";
import { revealHidden } from "../source/hidden-characters.ts";
import { conclusionOf } from "./conclusion.ts";
import { safeText } from "./redaction.ts";

/** Raised when a field changes its meaning or goes away. */
const JSON_VERSION = 1;

/** The report as JSON text; hidden characters are escaped, so that it is safe to look at. */
export function jsonReport(review: Review): string {
  const report = {
    version: JSON_VERSION,
    conclusion: conclusionOf(review.verdict),
    findings: review.findings.map((finding) => ({
      ...asJson(finding, finding.isNew, finding.isWaived),
      ...(finding.waiver ? { waiver: { ...finding.waiver, reason: safeText(finding.waiver.reason) } } : {}),
    })),
    fixed: review.fixed.map((finding) => asJson(finding, false, false)),
    failures: review.failures.map(({ path, reason, counts }) => ({
      path: safeText(path),
      reason: safeText(reason),
      counts,
    })),
  };
  return `${revealHidden(JSON.stringify(report, null, 2))}\n`;
}

function asJson(finding: Finding, isNew: boolean, isWaived: boolean): Readonly<Record<string, unknown>> {
  return {
    ruleId: finding.ruleId,
    category: finding.category,
    severity: finding.severity,
    confidence: finding.confidence,
    path: finding.path,
    startLine: finding.start.line,
    startColumn: finding.start.column,
    endLine: finding.end.line,
    endColumn: finding.end.column,
    message: safeText(finding.message),
    fix: safeText(finding.fix),
    fingerprint: finding.fingerprint,
    new: isNew,
    waived: isWaived,
    destinations: finding.destinations,
  };
}
