/** Runs rules over projects and turns their problems into findings. */
import type { Document } from "../documents/document.ts";
import type { Project } from "../documents/project.ts";
import { traceOf } from "../source/error-trace.ts";
import { onceFor } from "../source/once-for.ts";
import type { Author } from "./author.ts";
import { collectFindings, type FoundProblem } from "./collect-findings.ts";
import { counterpartsOf } from "./counterparts.ts";
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
  const judging = project.documents.map((document): Judging => ({ document, said: saidAbout(document) }));
  const ofKind = Map.groupBy(judging, ({ document }) => document.kind);
  for (const one of sorted(rules).state)
    for (const kind of one.kinds)
      for (const document of ofKind.get(kind) ?? []) judge(one, document, project, running);
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
  const pairs = Map.groupBy(changedPairs(before, after), ({ document }) => document.kind);
  const change: Change = { before, after, author };
  for (const rule of sorted(rules).change)
    for (const pair of pairs.get(rule.compares) ?? []) compare(rule, pair, change, running);
  return { findings: collectFindings(running.found), crashes: running.crashes };
}

/** Runs the rules over suppressions. */
export function runSuppressionRules(
  suppressions: readonly JudgedSuppression[],
  rules: readonly Rule[],
): RunResult {
  const found = sorted(rules).suppression.flatMap((rule) =>
    suppressions
      .flatMap((suppression) => [...rule.judge(suppression)])
      .map((problem): FoundProblem => ({ rule, problem, destination: undefined })),
  );
  return { findings: collectFindings(found), crashes: [] };
}

/** Rules by what they judge, told apart once for all reviews that run them. */
const sorted = onceFor((rules: readonly Rule[]) => ({
  state: rules
    .filter(isStateRule)
    .map((rule): ReadyRule => ({ rule, kinds: rule.appliesTo, asksProject: rule.check.length > 1 })),
  change: rules.filter(isChangeRule),
  suppression: rules.filter(isSuppressionRule),
}));

/** A rule and what can be told of it beforehand. */
interface ReadyRule {
  readonly rule: StateRule;
  readonly kinds: readonly Document["kind"][];
  /** False for a rule that asks for nothing but the document. */
  readonly asksProject: boolean;
}

interface Running {
  readonly found: FoundProblem[];
  readonly crashes: RuleCrash[];
}

/** A document and what rules that ask for nothing else have said about it. */
interface Judging {
  readonly document: Document;
  readonly said: Map<StateRule, readonly Problem[]>;
}

const saidAbout = onceFor((_document: Document): Judging["said"] => new Map());

/** A rule that throws loses only its findings in this document; the crash makes the review incomplete. */
function judge(one: ReadyRule, judging: Judging, project: Project, running: Running): void {
  try {
    keep(one.rule, judging.document, problemsIn(one, judging, project), running);
  } catch (error) {
    running.crashes.push(crashOf(one.rule, judging.document, error));
  }
}

/**
 * A rule that asks for nothing but the document says the same whenever it is asked: for base and head of a change, and for the next
 * review of the repository.
 */
function problemsIn(
  { rule, asksProject }: ReadyRule,
  { document, said }: Judging,
  project: Project,
): Iterable<Problem> {
  if (asksProject) return rule.check(document, project);
  const earlier = said.get(rule);
  if (earlier) return earlier;
  const problems: Problem[] = [];
  for (const problem of rule.check(document, project)) problems.push(problem); // faster than to spread a generator
  said.set(rule, problems);
  return problems;
}

/** A document and what it was in the base. */
interface Pair {
  readonly before: Document;
  readonly document: Document;
}

function changedPairs(before: Project, after: Project): Pair[] {
  const counterparts = counterpartsOf(before, after);
  return after.documents.flatMap((document) => {
    const former = counterparts.get(document);
    return former?.kind === document.kind && former !== document ? [{ before: former, document }] : [];
  });
}

function compare(rule: ChangeRule, { before, document }: Pair, change: Change, running: Running): void {
  const after = document as Parameters<typeof rule.compare>[1];
  try {
    keep(rule, document, rule.compare(before as typeof after, after, change), running);
  } catch (error) {
    running.crashes.push(crashOf(rule, document, error));
  }
}

function keep(rule: Rule, document: Document, problems: Iterable<Problem>, { found }: Running): void {
  for (const problem of problems)
    found.push({
      rule,
      problem,
      destination: document.kind === "kamal-configuration" ? document.destination : undefined,
    });
}

function crashOf(rule: Rule, { source }: Document, error: unknown): RuleCrash {
  return { ruleId: rule.id, path: source.path, trace: traceOf(error) };
}
