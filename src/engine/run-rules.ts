/** Runs rules over projects and turns their problems into findings. */
import type { Document } from "../documents/document.ts";
import type { Project } from "../documents/project.ts";
import { traceOf } from "../source/error-trace.ts";
import type { Author } from "./author.ts";
import { collectFindings, type FoundProblem } from "./collect-findings.ts";
import { type Counterparts, counterpartsOf } from "./counterparts.ts";
import type { Finding, RuleCrash } from "./finding.ts";
import {
  type Change,
  type ChangeRule,
  isChangeRule,
  isStateRule,
  isSuppressionRule,
  type Problem,
  type Rule,
  type StateRule,
} from "./rule.ts";
import type { JudgedSuppression } from "./suppressions.ts";

/** Findings in file order, and the rules that failed to do their work. */
export interface RunResult {
  readonly findings: readonly Finding[];
  readonly crashes: readonly RuleCrash[];
}

/**
 * What rules have said about the documents that base and head of a change share. A rule that asks for nothing but the document says
 * the same in both.
 */
export type Memory = ReadonlyMap<Document, Map<StateRule, readonly Problem[]>>;

/** An empty memory for the documents that two commits share. */
export function memoryOf(base: Project, head: Project): Memory {
  const before = new Set(base.documents);
  const shared = head.documents.filter((document) => before.has(document));
  return new Map(shared.map((document) => [document, new Map()]));
}

/** Runs the state rules over one commit. */
export function runRules(
  project: Project,
  rules: readonly Rule[],
  memory: Memory | undefined = undefined,
): RunResult {
  const running: Running = { found: [], crashes: [] };
  const ofKind = Map.groupBy(project.documents, ({ kind }) => kind);
  for (const rule of rules) {
    if (!isStateRule(rule)) continue;
    for (const kind of rule.appliesTo) {
      for (const document of ofKind.get(kind) ?? [])
        collect(rule, document, () => problemsIn(rule, document, project, memory), running);
    }
  }
  return { findings: collectFindings(running.found), crashes: running.crashes };
}

/** Runs the change rules over base and head; documents that are new in the head are not compared. */
export function runChangeRules(
  before: Project,
  after: Project,
  rules: readonly Rule[],
  author: Author | undefined = undefined,
): RunResult {
  const running: Running = { found: [], crashes: [] };
  const counterparts = counterpartsOf(before, after);
  for (const rule of rules) {
    if (isChangeRule(rule)) runChangeRule(rule, counterparts, { before, after, author }, running);
  }
  return { findings: collectFindings(running.found), crashes: running.crashes };
}

/** Runs the rules over suppressions. */
export function runSuppressionRules(
  suppressions: readonly JudgedSuppression[],
  rules: readonly Rule[],
): RunResult {
  const found = rules
    .filter(isSuppressionRule)
    .flatMap((rule) =>
      suppressions
        .flatMap((suppression) => [...rule.judge(suppression)])
        .map((problem): FoundProblem => ({ rule, problem, destination: undefined })),
    );
  return { findings: collectFindings(found), crashes: [] };
}

interface Running {
  readonly found: FoundProblem[];
  readonly crashes: RuleCrash[];
}

function problemsIn(
  rule: StateRule,
  document: Document,
  project: Project,
  memory: Memory | undefined,
): Iterable<Problem> {
  const known = rule.check.length > 1 ? undefined : memory?.get(document);
  if (!known) return rule.check(document, project);
  const problems = known.get(rule) ?? [...rule.check(document, project)];
  known.set(rule, problems);
  return problems;
}

function runChangeRule(rule: ChangeRule, counterparts: Counterparts, change: Change, running: Running): void {
  for (const document of change.after.documents) {
    if (document.kind !== rule.compares) continue;
    const before = counterparts.get(document);
    if (before?.kind === document.kind && before !== document) {
      collect(rule, document, () => rule.compare(before as typeof document, document, change), running);
    }
  }
}

/** A rule that throws loses only its findings in this document; the crash makes the review incomplete. */
function collect(rule: Rule, document: Document, check: () => Iterable<Problem>, running: Running): void {
  const destination = document.kind === "kamal-configuration" ? document.destination : undefined;
  try {
    for (const problem of check()) running.found.push({ rule, problem, destination });
  } catch (error) {
    running.crashes.push({ ruleId: rule.id, path: document.source.path, trace: traceOf(error) });
  }
}
