/** The product: base and head of a change, judged by rules. Pure; app, command line and audits differ around it. */
import type { Document, UnreadableFile } from "../documents/document.ts";
import type { Project } from "../documents/project.ts";
import type { Finding, RuleCrash } from "../engine/finding.ts";
import type { Rule } from "../engine/rule.ts";
import { runChangeRules, runRules } from "../engine/run-rules.ts";
import { isAtLeast, type Strictness } from "../engine/severity.ts";
import type { SourceText } from "../source/source-text.ts";
import { compareFindings } from "./compare-findings.ts";
import type { Failure, Review, ReviewedFinding, Verdict } from "./review.ts";
import { secretPlaces } from "./secret-places.ts";
import { withoutSuperseded } from "./superseded.ts";

/** What a review works on. */
export interface Change {
  /** The merge base; undefined when the whole head counts as new. */
  readonly base: Project | undefined;
  readonly head: Project;
  readonly rules: readonly Rule[];
  /** How much to say; `default` unless given. */
  readonly strictness?: Strictness;
  /** Trouble met while the files were gathered, such as a truncated listing. */
  readonly gatheringFailures?: readonly Failure[];
}

/** Reviews a change. Never throws for anything in the files; a crash of a rule becomes a failure. */
export function reviewChange({ base, head, rules, strictness, gatheringFailures = [] }: Change): Review {
  const after = runRules(head, rules, strictness);
  const before = base ? runRules(base, rules, strictness) : undefined;
  const changed = base ? runChangeRules(base, head, rules, strictness) : undefined;
  const { existing, fixed } = compareFindings(before?.findings ?? [], after.findings);
  const changes = changed?.findings ?? [];
  const findings = [...withoutSuperseded(after.findings, changes, rules), ...changes]
    .map(
      (finding): ReviewedFinding => ({
        ...finding,
        isNew: !existing.has(finding.fingerprint),
        isWaived: false,
      }),
    )
    .sort(inFileOrder);
  const crashes = [...after.crashes, ...(changed?.crashes ?? [])];
  const failures = [...gatheringFailures, ...unreadableFiles(base, head), ...crashes.map(asFailure)];
  return {
    verdict: verdictOf(findings, failures),
    findings,
    fixed,
    failures,
    isRelevant: head.usesKamal || base?.usesKamal === true || gatheringFailures.length > 0,
    sources: sourcesOf(head),
    secrets: secretPlaces(head, findings),
  };
}

function verdictOf(findings: readonly ReviewedFinding[], failures: readonly Failure[]): Verdict {
  const counting = findings.filter((finding) => finding.isNew && !finding.isWaived);
  if (counting.some((finding) => finding.severity === "critical")) return "blocked";
  if (failures.some((failure) => failure.counts)) return "incomplete";
  return counting.some((finding) => isAtLeast(finding.severity, "medium")) ? "advice" : "clean";
}

/** What was unreadable before and was left alone is not this change's fault. */
function unreadableFiles(base: Project | undefined, head: Project): Failure[] {
  const before = new Set(base?.documents.filter(isUnreadable).map(partIdentity));
  return head.documents.filter(isUnreadable).map((document): Failure => {
    const { source, reason, trace } = document;
    const known =
      document.extent === "part" ? before.has(partIdentity(document)) : sameFile(base, head, source.path);
    return { path: source.path, reason, counts: !known, ...(trace ? { trace } : {}) };
  });
}

function isUnreadable(document: Document): document is UnreadableFile {
  return document.kind === "unreadable-file";
}

/** A part is the same as long as the text that makes it unreadable is. */
function partIdentity({ source, span, extent }: UnreadableFile): string {
  return JSON.stringify([extent, source.path, source.text.slice(span.start, span.end)]);
}

/** `openProject` hands on the very same object for a file that did not change. */
function sameFile(base: Project | undefined, head: Project, path: string): boolean {
  const before = base?.opened.get(path);
  return before !== undefined && before === head.opened.get(path);
}

function asFailure({ ruleId, path, trace }: RuleCrash): Failure {
  return {
    path,
    reason: `could not be judged by the rule ${ruleId}, which failed on it`,
    counts: true,
    trace,
  };
}

function sourcesOf(project: Project): ReadonlyMap<string, SourceText> {
  return new Map([...project.opened.values()].map(({ source }) => [source.path, source]));
}

function inFileOrder(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.ruleId < b.ruleId ? -1 : 1);
}
