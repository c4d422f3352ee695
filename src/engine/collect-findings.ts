/** Problems -> findings: one for each place, in file order, with fingerprints. */
import { boundedSentence } from "./bounded-sentence.ts";
import type { Finding } from "./finding.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Problem, type Rule, standsAtSecrets } from "./rule.ts";
import { type Strictness, worse } from "./severity.ts";

/** A problem and where it came from. */
export interface FoundProblem {
  readonly rule: Rule;
  readonly problem: Problem;
  readonly destination: string | undefined;
}

type Unnamed = Omit<Finding, "fingerprint"> & {
  readonly anchor: string;
  readonly subject: string;
  /** True when the rule looks at text of whatever language and meaning. */
  readonly readsAnyText: boolean;
};

/**
 * A value shared by several destinations is found once for each; it becomes one finding where it is written, with the
 * worst severity and all destinations.
 */
export function collectFindings(found: readonly FoundProblem[]): Finding[] {
  const byPlace = new Map<string, Unnamed>();
  for (const item of found) {
    const finding = unnamed(item);
    const place = JSON.stringify([
      finding.ruleId,
      finding.path,
      finding.span.start,
      finding.span.end,
      finding.subject,
    ]);
    const other = byPlace.get(place);
    byPlace.set(place, other ? combine(other, finding) : finding);
  }
  return named(oneForEachSecret(innermost([...byPlace.values()].sort(inFileOrder))));
}

/**
 * A secret is found by its format, by its name and by where it stands; in one place it is one finding. Of several, the worst
 * stands; then the one that can be applied by a click; then that of the rule that knows what the place is for.
 */
function oneForEachSecret(findings: readonly Unnamed[]): Unnamed[] {
  const kept: Unnamed[] = [];
  let last = -1;
  for (const finding of findings) {
    const other = kept[last];
    if (other && isSameSecret(other, finding)) {
      if (saysMore(finding, other)) kept[last] = finding;
      continue;
    }
    kept.push(finding);
    if (finding.category === "secrets") last = kept.length - 1;
  }
  return kept.sort(inFileOrder);
}

function isSameSecret(a: Unnamed, b: Unnamed): boolean {
  if (b.category !== "secrets" || a.path !== b.path || a.ruleId === b.ruleId) return false;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

function saysMore(finding: Unnamed, other: Unnamed): boolean {
  if (finding.severity !== other.severity)
    return worse(finding.severity, other.severity) === finding.severity;
  if ((finding.edit === undefined) !== (other.edit === undefined)) return finding.edit !== undefined;
  return other.readsAnyText && !finding.readsAnyText;
}

/**
 * A program inside another one's quotes is judged twice, as text of the outer and as a program; the precise place stands.
 * Findings come sorted, so whatever lies inside one follows it closely.
 */
function innermost(findings: readonly Unnamed[]): Unnamed[] {
  return findings.filter((outer, index) => {
    for (let next = index + 1; next < findings.length; next++) {
      const inner = findings[next];
      if (inner === undefined || inner.path !== outer.path || inner.span.start >= outer.span.end) return true;
      const same = inner.ruleId === outer.ruleId && inner.message === outer.message;
      if (same && inner.span.end <= outer.span.end) return false;
    }
    return true;
  });
}

function unnamed({ rule, problem, destination }: FoundProblem): Unnamed {
  const { source, span, anchor = "" } = problem.at;
  return {
    ruleId: rule.id,
    category: rule.category,
    severity: problem.severity ?? rule.severity,
    confidence: problem.confidence ?? rule.confidence,
    standsAtSecret: problem.standsAtSecret ?? standsAtSecrets(rule),
    strictness: neededFor(rule, problem),
    path: source.path,
    span,
    start: source.positionAt(span.start),
    end: source.positionAt(span.end),
    message: boundedSentence(problem.message),
    why: rule.why,
    fix: boundedSentence(problem.fix ?? rule.fix),
    edit: problem.edit,
    destinations: destination === undefined ? [] : [destination],
    anchor,
    subject: problem.subject ?? "",
    readsAnyText: "appliesTo" in rule && rule.appliesTo.includes("text-file"),
  };
}

function neededFor(rule: Rule, problem: Problem): Strictness {
  const severity = problem.severity ?? rule.severity;
  const needed = problem.strictness ?? rule.strictness ?? "default";
  return severity === "info" && needed === "default" ? "pedantic" : needed;
}

function combine(first: Unnamed, second: Unnamed): Unnamed {
  const worst = worse(first.severity, second.severity) === first.severity ? first : second;
  return { ...worst, destinations: [...new Set([...first.destinations, ...second.destinations])] };
}

function inFileOrder(a: Unnamed, b: Unnamed): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.ruleId < b.ruleId ? -1 : 1);
}

function named(findings: readonly Unnamed[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map(({ anchor, subject, readsAnyText: _, ...finding }) => {
    const parts = { ruleId: finding.ruleId, path: finding.path, anchor, subject };
    const key = JSON.stringify(parts);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return { ...finding, fingerprint: fingerprint({ ...parts, ordinal }) };
  });
}
