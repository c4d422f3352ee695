/** One cause, one finding: what one rule says at a place makes some other rules' findings there redundant. */
import type { Finding } from "../engine/finding.ts";
import { isChangeRule, type Rule } from "../engine/rule.ts";
import { isAtLeast } from "../engine/severity.ts";
import { onceFor } from "../source/once-for.ts";

/** The findings that still have something to say beside the others. */
export function withoutSuperseded(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const { supersedes } = relationsOf(rules);
  const told = new Set(
    findings.flatMap((change) => (supersedes.get(change.ruleId) ?? []).map((id) => placeOf(id, change))),
  );
  const givesWay = yielding(findings, rules);
  return findings.filter((finding) => !told.has(placeOf(finding.ruleId, finding)) && !givesWay(finding));
}

/** Which rule makes which others redundant, the same in every review. */
const relationsOf = onceFor((rules: readonly Rule[]) => ({
  supersedes: new Map(rules.filter(isChangeRule).map((rule) => [rule.id, rule.supersedes ?? []])),
  givesWayTo: new Map(rules.map((rule) => [rule.id, rule.givesWayTo ?? []])),
  stronger: new Set(rules.flatMap((rule) => rule.givesWayTo ?? [])),
}));

/** True for a finding that another one on its line makes redundant. */
function yielding(findings: readonly Finding[], rules: readonly Rule[]): (finding: Finding) => boolean {
  const { givesWayTo, stronger } = relationsOf(rules);
  const onLine = new Map<string, Finding>();
  for (const finding of findings) {
    const line = lineOf(finding.ruleId, finding);
    const graver = onLine.get(line);
    if (stronger.has(finding.ruleId) && !(graver && isAtLeast(graver.severity, finding.severity)))
      onLine.set(line, finding);
  }
  return (finding) =>
    (givesWayTo.get(finding.ruleId) ?? []).some((id) => {
      const other = onLine.get(lineOf(id, finding));
      return other !== undefined && isAtLeast(other.severity, finding.severity);
    });
}

function placeOf(ruleId: string, { path, span }: Finding): string {
  return JSON.stringify([ruleId, path, span.start, span.end]);
}

function lineOf(ruleId: string, { path, start }: Finding): string {
  return JSON.stringify([ruleId, path, start.line]);
}
