/** Runs rules over projects and turns their problems into findings. */
import type { Document } from "../documents/document.ts";
import type { Project } from "../documents/project.ts";
import { traceOf } from "../source/error-trace.ts";
import { onceFor } from "../source/once-for.ts";
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

/** Runs the state rules over one commit. */
export function runRules(project: Project, rules: readonly Rule[]): RunResult {
  const running: Running = { found: [], crashes: [] };
  const ofKind = Map.groupBy(project.documents, ({ kind }) => kind);
  for (const rule of rules) {
    if (!isStateRule(rule)) continue;
    for (const kind of rule.appliesTo) {
      for (const document of ofKind.get(kind) ?? [])
        collect(rule, document, () => problemsIn(rule, document, project), running);
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

/**
 * A rule that asks for nothing but the document says the same whenever it is asked: for base and head of a change, and for the next
 * review of the repository.
 */
function problemsIn(rule: StateRule, document: Document, project: Project): Iterable<Problem> {
  if (rule.check.length > 1) return rule.check(document, project);
  const said = saidAbout(document);
  const problems = said.get(rule) ?? [...rule.check(document, project)];
  said.set(rule, problems);
  return problems;
}

const saidAbout = onceFor((_document: Document) => new Map<StateRule, readonly Problem[]>());

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
