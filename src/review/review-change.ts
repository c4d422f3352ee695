/** The product: base and head of a change, judged by rules. Pure; app, command line and audits differ around it. */
import type { Document, UnreadableFile } from "../documents/document.ts";
import { type MovedFiles, movedFiles } from "../documents/moved-files.ts";
import type { Project } from "../documents/project.ts";
import type { Author } from "../engine/author.ts";
import type { Finding, RuleCrash } from "../engine/finding.ts";
import { isSuppressionRule, type Rule, standsAtSecrets } from "../engine/rule.ts";
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
import { existingOf, fixedOf, type Side } from "./compare-findings.ts";
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
  /** Who proposes the change; undefined where nobody tells. */
  readonly author?: Author;
  /** Trouble met while the files were gathered, such as a truncated listing. */
  readonly gatheringFailures?: readonly Failure[];
}

/** Reviews a change. Never throws for anything in the files; a crash of a rule becomes a failure. */
export function reviewChange(change: Change): Review {
  const { base, head, rules, author, strictness = "default", gatheringFailures = [] } = change;
  const isShown = (finding: Finding): boolean => shows(strictness, finding.strictness);
  const memory = base && memoryOf(base, head);
  const baseBy = (some: readonly Rule[]): readonly Finding[] =>
    base ? runOne(base, some, memory).findings : [];
  const all = runOne(head, rules, memory, base && { project: base, author });
  const found = withoutSuperseded(all.findings, rules);
  const shown = found.filter(isShown);
  const old = baseBy(deciding(shown, rules));
  const moved: MovedFiles = base ? movedFiles(base, head) : new Map();
  const existing = existingOf(sideOf(base, old), sideOf(head, shown), moved);
  const waivers = readWaivers(base, head, old);
  const findings = shown
    .map((finding) => reviewed(finding, !existing.has(finding.fingerprint), waivers))
    .sort(inFileOrder);
  const failures = [...gatheringFailures, ...unreadableFiles(base, head), ...all.crashes.map(asFailure)];
  const fixed = once(() =>
    fixedOf(sideOf(base, baseBy(rules)), sideOf(head, all.findings), moved).filter(isShown),
  );
  const secrets = once(() => secretPlaces(head, findings));
  const plan = once(() => base && planOf({ base, baseBy, head, found, rules }));
  return {
    verdict: verdictOf(findings, failures),
    findings,
    failures,
    isRelevant: head.usesKamal || base?.usesKamal === true || gatheringFailures.length > 0,
    sources: sourcesOf(head),
    get fixed() {
      return fixed();
    },
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

/**
 * The rules that have to judge the base to tell which findings of the head are new. Rules about secrets speak with one voice where
 * several find the same one, and what a suppression is good for depends on everything.
 */
function deciding(shown: readonly Finding[], rules: readonly Rule[]): readonly Rule[] {
  const ids = new Set(shown.map(({ ruleId }) => ruleId));
  if (rules.some((rule) => isSuppressionRule(rule) && ids.has(rule.id))) return rules;
  const hasSecrets = shown.some(({ category }) => category === "secrets");
  return rules.filter(({ id, category }) => ids.has(id) || (hasSecrets && category === "secrets"));
}

interface Planned {
  readonly base: Project;
  readonly baseBy: (some: readonly Rule[]) => readonly Finding[];
  readonly head: Project;
  readonly found: readonly Finding[];
  readonly rules: readonly Rule[];
}

/** A plan hides what stands at secrets, in the base as well. */
function planOf({ base, baseBy, head, found, rules }: Planned): Review["plan"] {
  const aboutSecrets = baseBy(rules.filter(standsAtSecrets));
  return planOfChange({ project: base, findings: aboutSecrets }, { project: head, findings: found });
}

function sideOf(project: Project | undefined, findings: readonly Finding[]): Side {
  const textAt = ({ path, span }: Finding): string =>
    project?.opened.get(path)?.source.text.slice(span.start, span.end) ?? "";
  return { findings, textAt };
}

/** What a commit is compared with, and who asks for the difference. */
interface Before {
  readonly project: Project;
  readonly author: Author | undefined;
}

/** All that rules say about one commit; with one before it also what changed since. */
function runOne(
  project: Project,
  rules: readonly Rule[],
  memory: Memory | undefined,
  before: Before | undefined = undefined,
): RunResult {
  const state = runRules(project, rules, memory);
  const change = before && runChangeRules(before.project, project, rules, before.author);
  const findings = [...state.findings, ...(change?.findings ?? [])];
  const judged = judgeSuppressions(readWaivers(before?.project, project), findings, rules);
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
