/** Checks of a workflow that still run, but whose failure no longer keeps Kamal from deploying. */
import type { Workflow, WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { scalarText } from "../../../documents/yaml/scalar-text.ts";
import { get, scalarOf, type YamlMap, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { isCheck, linesOf, type Weakening } from "../gates/gate-lines.ts";
import { ignoredFailures } from "../gates/ignored-failures.ts";
import { turnedExits } from "../gates/removed-checks.ts";
import { shortened } from "../places/shortened.ts";

/** A job that deploys, or that it waits for, before a change and after it. */
export interface ChangedJob {
  readonly was: WorkflowJob;
  readonly now: WorkflowJob;
}

/** `if: always()` for the job that deploys: it starts whatever became of those it waits for. */
export function* startsRegardless({ was, now }: ChangedJob): Iterable<Problem> {
  const condition = scalarOf(get(now.node, "if"));
  if (!condition || !isRegardless(condition.text)) return;
  if (isRegardless(scalarOf(get(was.node, "if"))?.text ?? "")) return;
  const message =
    "The deployment starts under this condition even if the jobs that it waits for have failed.";
  yield { at: condition, subject: "if", severity: "medium", message };
}

/** Unless it asks for their results itself. */
function isRegardless(condition: string): boolean {
  const goesOn = /\balways\(\s{0,9}\)|!\s{0,9}cancelled\(\s{0,9}\)/.test(condition);
  return goesOn && !/!\s{0,9}failure\(|\bsuccess\(|\bneeds\.[\w-]{1,100}\.result|\bneeds\.\*/.test(condition);
}

/** `continue-on-error: true` for a job that is there for its verdict, or for a check among its steps, and `|| true` in one. */
export function* forgivenIn({ was, now }: ChangedJob, isVerdict: boolean): Iterable<Problem> {
  const job = isVerdict ? newlyForgiven(was.node, now.node) : undefined;
  if (job) yield forgiven(job, `the job \`${shortened(now.key.text)}\``);
  const earlier = new Map(was.steps.flatMap((step) => namesOf(step).map((name) => [name, step])));
  for (const step of checksBeforeKamal(now)) {
    const before = namesOf(step).flatMap((name) => earlier.get(name) ?? [])[0];
    if (!before) continue;
    const at = job ? undefined : newlyForgiven(before.node, step.node);
    if (before.run && step.run) yield* turnedIn(before.run, step.run);
    if (!isCheckStep(before)) continue;
    if (at) yield forgiven(at, "this check");
    if (before.run && step.run) yield* ignoredIn(before.run, step.run);
  }
}

function forgiven(at: YamlScalar, what: string): Problem {
  const message = `The deployment goes on from now on when ${what} fails.`;
  return { at, subject: "continue-on-error", severity: "medium", message };
}

function newlyForgiven(before: YamlMap, after: YamlMap): YamlScalar | undefined {
  const value = scalarOf(get(after, "continue-on-error"));
  return isTrue(value) && !isTrue(scalarOf(get(before, "continue-on-error"))) ? value : undefined;
}

/** Also as `${{ true }}`. */
function isTrue(value: YamlScalar | undefined): boolean {
  return /^(?:\$\{\{\s{0,9})?true(?:\s{0,9}\}\})?$/i.test(value?.text.trim() ?? "");
}

function checksBeforeKamal({ steps, runsKamal }: WorkflowJob): readonly WorkflowStep[] {
  const deploying = runsKamal
    ? steps.findIndex(({ run }) =>
        /\bkamal\s+(?:\S{1,100}\s{1,9}){0,8}?(?:deploy|redeploy)\b/.test(run?.text ?? ""),
      )
    : -1;
  return deploying < 0 ? steps : steps.slice(0, deploying);
}

/** What a step is known by from one commit to the next: its name, the action it uses, the checks it makes. */
function namesOf({ node, uses, run }: WorkflowStep): string[] {
  const name = scalarOf(get(node, "name"))?.text;
  const checks = linesOf(run?.text ?? "").filter(({ text }) => isCheck(text));
  return [
    ...(name === undefined ? [] : [`name ${name}`]),
    ...(uses ? [`uses ${uses.text}`] : []),
    ...checks.map(({ text }) => `run ${text.replace(/ ?\|\|.*$/, "")}`),
  ];
}

function isCheckStep({ run, uses }: WorkflowStep): boolean {
  if (uses)
    return /trivy|snyk|codeql|brakeman|rubocop|semgrep|gitleaks|grype|scorecard|audit|lint/i.test(uses.text);
  return linesOf(run?.text ?? "").some(({ text }) => isCheck(text));
}

function* ignoredIn(before: YamlScalar, after: YamlScalar): Iterable<Problem> {
  if (before.text === after.text || /\$\?|PIPESTATUS/.test(after.text)) return; // it looks at the result itself
  const known = new Set(linesOf(before.text).map(({ text }) => text));
  // a check that is new, and only tells, takes nothing away
  const isOld = (text: string): boolean => known.has(text.replace(/ ?(?:\|\||;) ?[^|;]*$|^! /g, ""));
  const added = linesOf(after.text).filter(
    ({ text }) => !known.has(text) && ((isCheck(text) && isOld(text)) || /^set \+/.test(text)),
  );
  yield* placedIn(after, ignoredFailures(added, known));
}

/** `exit 1` that became `exit 0`. */
function* turnedIn(before: YamlScalar, after: YamlScalar): Iterable<Problem> {
  if (before.text !== after.text)
    yield* placedIn(after, turnedExits(linesOf(before.text), linesOf(after.text)));
}

function placedIn(run: YamlScalar, weakenings: readonly Weakening[]): Problem[] {
  const derived = scalarText(run);
  return weakenings.map(({ offset, end, what }) => ({
    at: {
      source: run.source,
      span: derived.toSource({ start: offset, end }),
      anchor: `${run.anchor} ${what}`,
    },
    subject: what,
    message: what,
  }));
}

/** Jobs of the same name. */
export function sameJob({ key }: WorkflowJob, { jobs }: Workflow): WorkflowJob | undefined {
  return jobs.find((job) => job.key.text === key.text);
}
