/** Runs rules over projects and turns their problems into findings. */
import type { Document } from "../documents/document.ts";
import type { Project } from "../documents/project.ts";
import { traceOf } from "../source/error-trace.ts";
import { collectFindings, type FoundProblem } from "./collect-findings.ts";
import type { Finding, RuleCrash } from "./finding.ts";
import {
  type Change,
  type ChangeRule,
  isChangeRule,
  type Problem,
  type Rule,
  type StateRule,
} from "./rule.ts";
import { type Strictness, shows } from "./severity.ts";

/** Findings in file order, and the rules that failed to do their work. */
export interface RunResult {
  readonly findings: readonly Finding[];
  readonly crashes: readonly RuleCrash[];
}

/** Runs the state rules over one commit. */
export function runRules(
  project: Project,
  rules: readonly Rule[],
  strictness: Strictness = "default",
): RunResult {
  const running: Running = { found: [], crashes: [], strictness };
  for (const rule of rules) {
    if (!isChangeRule(rule)) runStateRule(rule, project, running);
  }
  return { findings: collectFindings(running.found), crashes: running.crashes };
}

/** Runs the change rules over base and head; documents without a counterpart are not compared. */
export function runChangeRules(
  before: Project,
  after: Project,
  rules: readonly Rule[],
  strictness: Strictness = "default",
): RunResult {
  const running: Running = { found: [], crashes: [], strictness };
  const counterparts = new Map(before.documents.map((document) => [identity(document), document]));
  for (const rule of rules) {
    if (isChangeRule(rule)) runChangeRule(rule, counterparts, { before, after }, running);
  }
  return { findings: collectFindings(running.found), crashes: running.crashes };
}

interface Running {
  readonly found: FoundProblem[];
  readonly crashes: RuleCrash[];
  readonly strictness: Strictness;
}

function runStateRule(rule: StateRule, project: Project, running: Running): void {
  for (const document of project.documents) {
    if (rule.appliesTo.includes(document.kind))
      collect(rule, document, () => rule.check(document, project), running);
  }
}

function runChangeRule(
  rule: ChangeRule,
  counterparts: ReadonlyMap<string, Document>,
  change: Change,
  running: Running,
): void {
  for (const document of change.after.documents) {
    if (document.kind !== rule.compares) continue;
    const before = counterparts.get(identity(document));
    if (before?.kind === document.kind && before !== document) {
      collect(rule, document, () => rule.compare(before as typeof document, document, change), running);
    }
  }
}

/** A rule that throws loses only its findings in this document; the crash makes the review incomplete. */
function collect(rule: Rule, document: Document, check: () => Iterable<Problem>, running: Running): void {
  const destination = document.kind === "kamal-configuration" ? document.destination : undefined;
  try {
    for (const problem of check()) {
      if (shows(running.strictness, neededFor(rule, problem)))
        running.found.push({ rule, problem, destination });
    }
  } catch (error) {
    running.crashes.push({ ruleId: rule.id, path: document.source.path, trace: traceOf(error) });
  }
}

function neededFor(rule: Rule, problem: Problem): Strictness {
  const severity = problem.severity ?? rule.severity;
  const needed = problem.strictness ?? rule.strictness ?? "default";
  return severity === "info" && needed === "default" ? "pedantic" : needed;
}

function identity(document: Document): string {
  const destination = document.kind === "kamal-configuration" ? (document.destination ?? "") : "";
  return `${document.kind} ${document.source.path} ${destination}`;
}
