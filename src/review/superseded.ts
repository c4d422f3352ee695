/** One cause, one finding: what a change rule says at a place makes some state rules' findings there redundant. */
import type { Finding } from "../engine/finding.ts";
import { isChangeRule, type Rule } from "../engine/rule.ts";

/** The findings that still have something to say beside those about the change. */
export function withoutSuperseded(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const supersedes = new Map(rules.filter(isChangeRule).map((rule) => [rule.id, rule.supersedes ?? []]));
  const told = new Set(
    findings.flatMap((change) => (supersedes.get(change.ruleId) ?? []).map((id) => placeOf(id, change))),
  );
  return findings.filter((finding) => !told.has(placeOf(finding.ruleId, finding)));
}

function placeOf(ruleId: string, { path, span }: Finding): string {
  return JSON.stringify([ruleId, path, span.start, span.end]);
}
