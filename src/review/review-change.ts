/** The product: base and head of a change, judged by rules. Pure; app, command line and audits differ around it. */
import type { Document, UnreadableFile } from "../documents/document.ts";
import type { Project } from "../documents/project.ts";
import type { Finding, RuleCrash } from "../engine/finding.ts";
import type { Rule } from "../engine/rule.ts";
import {
  type Memory,
  memoryOf,
  type RunResult,
  runChangeRules,
  runRules,
  runSuppressionRules,
} from "../engine/run-rules.ts";
import { isAtLeast, type Strictness, shows } from "../engine/severity.ts";
import type { SourceText } from "../source/source-text.ts";
import { type Comparison, compareFindings, type Side } from "./compare-findings.ts";
import { planOfChange } from "./plan-changes/plan-of-change.ts";
import type { Failure, Review, ReviewedFinding, Verdict } from "./review.ts";
import { secretPlaces } from "./secret-places.ts";
import { withoutSuperseded } from "./superseded.ts";
import { judgeSuppressions, readWaivers, type WaiverRegister, waiverOf } from "./waivers.ts";

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
export function reviewChange(change: Change): Review {
  const { base, head, strictness = "default", gatheringFailures = [] } = change;
  const { found, old, fixed, existing, crashes } = runAll(change);
  const isShown = (finding: Finding): boolean => shows(strictness, finding.strictness);
  const waivers = readWaivers(base, head, old);
  const findings = found
    .filter(isShown)
    .map((finding) => reviewed(finding, !existing.has(finding.fingerprint), waivers))
    .sort(inFileOrder);
  const failures = [...gatheringFailures, ...unreadableFiles(base, head), ...crashes.map(asFailure)];
  const secrets = once(() => secretPlaces(head, findings));
  const plan = once(
    () => base && planOfChange({ project: base, findings: old }, { project: head, findings: found }),
  );
  return {
    verdict: verdictOf(findings, failures),
    findings,
    fixed: fixed.filter(isShown),
    failures,
    isRelevant: head.usesKamal || base?.usesKamal === true || gatheringFailures.length > 0,
    sources: sourcesOf(head),
    get plan() {
      return plan();
    },
    get secrets() {
      return secrets();
    },
  };
}

/** Worked out when a report first asks, since not every report shows it. */
function once<Result>(compute: () => Result): () => Result {
  let known: { readonly result: Result } | undefined;
  return () => {
    known ??= { result: compute() };
    return known.result;
  };
}

function reviewed(finding: Finding, isNew: boolean, waivers: WaiverRegister): ReviewedFinding {
  const waiver = waiverOf(finding, isNew, waivers);
  return { ...finding, isNew, isWaived: waiver?.status === "accepted", ...(waiver ? { waiver } : {}) };
}

/** What rules say about head and base. */
interface AllFindings extends Comparison {
  /** Those of the head, and what the change does. */
  readonly found: readonly Finding[];
  /** Those of the base. */
  readonly old: readonly Finding[];
  readonly crashes: readonly RuleCrash[];
}

function runAll({ base, head, rules }: Change): AllFindings {
  const memory = base && memoryOf(base, head);
  const before = base && runOne(base, undefined, rules, memory);
  const after = runOne(head, base, rules, memory);
  return {
    ...compareFindings(sideOf(base, before), sideOf(head, after)),
    found: withoutSuperseded(after.findings, rules),
    old: before?.findings ?? [],
    crashes: after.crashes,
  };
}

function sideOf(project: Project | undefined, result: RunResult | undefined): Side {
  const textAt = ({ path, span }: Finding): string =>
    project?.opened.get(path)?.source.text.slice(span.start, span.end) ?? "";
  return { findings: result?.findings ?? [], textAt };
}

/** All that rules say about one commit; with a base also what changed since. */
function runOne(
  project: Project,
  base: Project | undefined,
  rules: readonly Rule[],
  memory: Memory | undefined,
): RunResult {
  const state = runRules(project, rules, memory);
  const change = base ? runChangeRules(base, project, rules) : undefined;
  const findings = [...state.findings, ...(change?.findings ?? [])];
  const judged = judgeSuppressions(readWaivers(base, project), findings, rules);
  return {
    findings: [...findings, ...runSuppressionRules(judged, rules).findings],
    crashes: [...state.crashes, ...(change?.crashes ?? [])],
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
