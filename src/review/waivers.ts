/** Suppressions in the files, applied to findings: accepted, asked for, or of no use. */
import type { Project } from "../documents/project.ts";
import type { Finding } from "../engine/finding.ts";
import { isStateRule, type Rule } from "../engine/rule.ts";
import { isAtLeast } from "../engine/severity.ts";
import { type JudgedSuppression, type Suppression, suppressionsIn } from "../engine/suppressions.ts";
import { unchangedLines } from "./unchanged-lines.ts";

/** What a suppression means for a finding. Only `accepted` keeps it out of the verdict. */
export interface Waiver {
  readonly status: "accepted" | "asked";
  readonly reason: string;
}

/** The suppressions of a head, and whether each was there before the change. */
export interface WaiverRegister {
  readonly suppressions: readonly Suppression[];
  readonly isNew: (suppression: Suppression) => boolean;
}

/** Without a base there is no change that could have brought a suppression in. */
export function readWaivers(base: Project | undefined, head: Project): WaiverRegister {
  const suppressions = head.documents.flatMap((document) =>
    document.kind === "text-file" ? suppressionsIn(document.source) : [],
  );
  const unchanged = new Map<string, ReadonlySet<number>>();
  return {
    suppressions,
    isNew: ({ source, line }) => {
      if (!base) return false;
      const known = unchanged.get(source.path);
      const lines = known ?? unchangedLines(base.opened.get(source.path)?.source, source);
      unchanged.set(source.path, lines);
      return !lines.has(line);
    },
  };
}

/**
 * The waiver of a finding. Who brings in a dangerous setting can't accept it in the same breath: a suppression that the
 * change itself adds only asks when the finding is high or critical.
 */
export function waiverOf(finding: Finding, { suppressions, isNew }: WaiverRegister): Waiver | undefined {
  const matching = suppressions.filter((one) => one.reason !== "" && covers(one, finding));
  const [first] = matching;
  if (!first) return undefined;
  const old = matching.find((one) => !isNew(one));
  const status = old || !isAtLeast(finding.severity, "high") ? "accepted" : "asked";
  return { status, reason: (old ?? first).reason };
}

function covers({ source, ruleIds, guardedLine }: Suppression, finding: Finding): boolean {
  return (
    guardedLine !== undefined &&
    source.path === finding.path &&
    finding.start.line <= guardedLine &&
    guardedLine <= finding.end.line &&
    ruleIds.includes(finding.ruleId)
  );
}

/** What became of each suppression among the findings of its commit. */
export function judgeSuppressions(
  { suppressions }: WaiverRegister,
  findings: readonly Finding[],
  rules: readonly Rule[],
): JudgedSuppression[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const isUnused = (one: Suppression, id: string): boolean => {
    const rule = known.get(id);
    return (
      rule !== undefined &&
      isStateRule(rule) && // what a change did is found once; the comment that accepts it stays
      !findings.some((finding) => covers({ ...one, ruleIds: [id] }, finding))
    );
  };
  return suppressions.map((one) => ({
    ...one,
    unknown: one.ruleIds.filter((id) => !known.has(id)),
    unused: one.ruleIds.filter((id) => isUnused(one, id)),
  }));
}
