/** Checks of a workflow that still run, but whose failure no longer keeps Kamal from deploying. */
import type { Project } from "../../../documents/project.ts";
import type { WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { scalarText } from "../../../documents/yaml/scalar-text.ts";
import {
  entriesOf,
  get,
  scalarOf,
  type YamlMap,
  type YamlScalar,
} from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { onceFor } from "../../../source/once-for.ts";
import { earlyExits } from "../gates/early-exits.ts";
import { checkIn, isCheck, LEAVES, linesOf, type Weakening } from "../gates/gate-lines.ts";
import { ignoredFailures } from "../gates/ignored-failures.ts";
import { informationalChecks } from "../gates/informational-checks.ts";
import { turnedExits } from "../gates/removed-checks.ts";
import { shortened } from "../places/shortened.ts";
import { startsAfter } from "./after-failure.ts";
import { isCheckStep, programsIn, stepsBeforeKamal } from "./awaited-checks.ts";
import type { Deployment, Stage } from "./awaited-jobs.ts";
import { areOpposite, leftOut } from "./left-out-checks.ts";
import { type Occasion, occasionsAround, occasionsOf, verdictAt } from "./occasions.ts";
import { stepsWithin } from "./steps-within.ts";

/** A job that deploys, or that it waits for, before a change and after it. */
export interface ChangedJob {
  readonly was: WorkflowJob;
  readonly now: Stage;
  readonly before: Project;
  /** What waits for it, or deploys itself. */
  readonly deployment: Deployment;
}

/** `continue-on-error: true` for a job that is there for its verdict, or for a check among its steps, and `|| true` in one. */
export function* forgivenIn(changed: ChangedJob, isVerdict: boolean): Iterable<Problem> {
  const { was, now, before, deployment } = changed;
  const occasions = occasionsOf(deployment, now);
  const job = isVerdict ? newlyForgiven(was.node, now.job.node, occasions) : undefined;
  if (job) yield forgiven(job, `the job \`${shortened(now.job.key.text)}\``);
  if (isVerdict && mayBeSkipped(now, deployment))
    yield* leftOut(was.node, now.job.node, occasionsAround(deployment, now));
  const earlier = new Map(
    stepsWithin(was.steps, before).flatMap((step) => namesOf(step).map((name) => [name, step])),
  );
  const steps = stepsBeforeKamal(now.job, deployment.project);
  let asked = 0;
  for (const step of steps) {
    const [old] = namesOf(step).flatMap((name) => earlier.get(name) ?? []);
    if (!old || isElsewhere(old, step, steps)) continue;
    for (const [a, b] of programPairs(old, step)) yield* turnedIn(a, b);
    if (!isCheckStep(old, before)) continue;
    const at = job ? undefined : newlyForgiven(old.node, step.node, occasions);
    if (at) yield forgiven(at, "this check");
    const left = [...leftOut(old.node, step.node, occasions)];
    if (left.length > 0 && (asked++ >= MAX_ASKED || !isDivided(step, steps))) yield* left;
    for (const [a, b] of programPairs(old, step)) {
      yield* ignoredIn(a, b);
      yield* informedIn(a, b);
      yield* leftIn(a, b);
    }
    yield* onlyInformed(old.node, step.node);
  }
}

/** Of what a workflow leaves out, those that follow it know nothing, as long as something of it succeeds. */
function mayBeSkipped({ job, workflow, startedBy }: Stage, deployment: Deployment): boolean {
  if (startedBy) return startedBy === workflow && workflow.jobs.length > 1;
  return workflow === deployment.workflow && startsAfter(deployment, job, "skipped");
}

function programPairs(old: WorkflowStep, step: WorkflowStep): [YamlScalar, YamlScalar][] {
  const now = programsIn(step);
  return programsIn(old).flatMap((program, index): [YamlScalar, YamlScalar][] => {
    const other = now[index];
    return other ? [[program, other]] : [];
  });
}

/** A step of the same check is another one where the old one still stands as it was. */
function isElsewhere(before: WorkflowStep, step: WorkflowStep, steps: readonly WorkflowStep[]): boolean {
  return steps.some((other) => other !== step && other.run && other.run.text === before.run?.text);
}

/** Nobody divides more checks of one job. */
const MAX_ASKED = 50;

/** True for a check of which another step makes what this one leaves out; whatever is called by a name makes nothing yet. */
function isDivided(step: WorkflowStep, steps: readonly WorkflowStep[]): boolean {
  const names = namesOf(step).filter((name) => !name.startsWith("name "));
  return steps.some(
    (other) =>
      other !== step &&
      areOpposite(step.node, other.node) &&
      namesOf(other).some((name) => names.includes(name)),
  );
}

function forgiven({ at, isCertain }: Forgiveness, what: string): Problem {
  const message = isCertain
    ? `The deployment goes on from now on when ${what} fails.`
    : `The deployment goes on from now on when ${what} fails, as this comes out.`;
  return { at, subject: "continue-on-error", message, ...(isCertain ? {} : { severity: "medium" }) };
}

/** `continue-on-error`, and whether it is sure to hold at some deployment. */
interface Forgiveness {
  readonly at: YamlScalar;
  readonly isCertain: boolean;
}

function newlyForgiven(
  before: YamlMap,
  after: YamlMap,
  occasions: readonly Occasion[],
): Forgiveness | undefined {
  const at = scalarOf(get(after, "continue-on-error"));
  const weights = [scalarOf(get(before, "continue-on-error")), at].map((one) => forgiveness(one, occasions));
  const [was = 0, now = 0] = weights;
  return at && now > was ? { at, isCertain: now === 2 } : undefined;
}

/** 2 where it holds at a deployment, 1 where it may. What differs between the runs of a matrix is meant for some of them. */
function forgiveness(value: YamlScalar | undefined, occasions: readonly Occasion[]): number {
  if (!value || /^\s*false\s*$/i.test(value.text)) return 0;
  if (/^\s*true\s*$/i.test(value.text)) return 2;
  const verdicts = occasions.map((occasion) => verdictAt(value.text, occasion, false));
  if (verdicts.includes(true)) return 2;
  return verdicts.every((verdict) => verdict === false) ? 0 : 1;
}

/** What a step is known by from one commit to the next: its name, the action it uses, the checks it makes. */
const namesOf = onceFor((step: WorkflowStep): readonly string[] => {
  const { node, uses } = step;
  const name = scalarOf(get(node, "name"))?.text;
  const lines = programsIn(step).flatMap(({ text }) => linesOf(text));
  const checks = lines.filter(({ text }) => isCheck(text));
  return [
    ...(name === undefined ? [] : [`name ${name}`]),
    ...(uses && checks.length === 0 ? [`uses ${uses.text}`] : []),
    ...checks.map(({ text }) => `run ${text.replace(/ ?\|\|.*$/, "")}`),
    ...checks.map(({ text }) => `check ${checkIn(text)}`),
    ...(uses && checks.length === 0 ? [`action ${uses.text.replace(/@.*$/, "")}`] : []),
  ];
});

function* ignoredIn(before: YamlScalar, after: YamlScalar): Iterable<Problem> {
  if (before.text === after.text || /\$\?|PIPESTATUS/.test(after.text)) return; // it looks at the result itself
  const known = new Set(linesOf(before.text).map(({ text }) => text));
  const statements = new Set([...known].flatMap((text) => [text, ...text.split(BETWEEN)]));
  // a check that is new, and only tells, takes nothing away
  const isOld = (text: string): boolean =>
    [text, text.split(BETWEEN).at(-1) ?? ""].some((one) =>
      statements.has(one.replace(/ ?(?:\|\||;) ?[^|;]*$|^! /g, "")),
    );
  const added = linesOf(after.text).filter(
    ({ text }) => !known.has(text) && ((isCheck(text) && isOld(text)) || /^set \+/.test(text)),
  );
  yield* placedIn(after, ignoredFailures(added, known));
}

/** Between commands of one line that all have to succeed, at a place where that is not told from text. */
const BETWEEN = / ?(?:&&|;) /;

/** `brakeman --no-exit-on-warn`: options by which a check finds faults and succeeds all the same. */
function* informedIn(before: YamlScalar, after: YamlScalar): Iterable<Problem> {
  const [old, now] = [linesOf(before.text), linesOf(after.text)];
  const known = new Set(old.map(({ text }) => text));
  yield* placedIn(
    after,
    informationalChecks(
      old,
      now.filter(({ text }) => !known.has(text)),
    ),
  );
}

/** `[ -n "$SKIP" ] && exit 0` in front of a check; what always leaves is told with the check. */
function* leftIn(before: YamlScalar, after: YamlScalar): Iterable<Problem> {
  if (before.text === after.text) return;
  const now = linesOf(after.text);
  const known = new Set(linesOf(before.text).map(({ text }) => text));
  const added = now.filter(({ text }) => !known.has(text));
  const asking = added.filter(({ text, raw }) => !LEAVES.test(text) || /^\s/.test(raw));
  yield* placedIn(after, earlyExits(asking, now, added));
}

/** Inputs by which actions do so, and the values that mean it. */
const INFORMS: Readonly<Record<string, RegExp>> = {
  "exit-code": /^0$/,
  "fail-build": /^false$/,
  "fail-on": /^none$/,
  fail: /^false$/,
  fail_on_error: /^false$/,
  "fail-on-error": /^false$/,
  "soft-fail": /^true$/,
  soft_fail: /^true$/,
};

/** The same of an action. */
function* onlyInformed(before: YamlMap, after: YamlMap): Iterable<Problem> {
  for (const { key, value } of entriesOf(get(after, "with"))) {
    const informs = INFORMS[key.text];
    const was = scalarOf(get(get(before, "with"), key.text))?.text ?? "";
    if (value.kind !== "scalar" || !informs?.test(value.text) || informs.test(was)) continue;
    yield { at: value, subject: key.text, message: INFORMED };
  }
  // without the word it only informs
  const [was, now] = [before, after].map((node) => get(get(node, "with"), "exit-code"));
  const uses = get(after, "uses");
  if (scalarOf(uses)?.text.includes("trivy") && uses && was && !now && scalarOf(was)?.text !== "0")
    yield { at: uses, subject: "exit-code", message: INFORMED };
}

const INFORMED = "What this check finds no longer stops the deployment.";

/** `exit 1` that became `exit 0`. */
function* turnedIn(before: YamlScalar, after: YamlScalar): Iterable<Problem> {
  if (before.text !== after.text)
    yield* placedIn(after, turnedExits(linesOf(before.text), linesOf(after.text)));
}

function placedIn(run: YamlScalar, weakenings: readonly Weakening[]): Problem[] {
  if (weakenings.length === 0) return [];
  const derived = scalarText(run);
  return weakenings.map(({ offset, end, what, severity }) => ({
    at: {
      source: run.source,
      span: derived.toSource({ start: offset, end }),
      anchor: `${run.anchor} ${what}`,
    },
    subject: what,
    message: what,
    ...(severity ? { severity } : {}),
  }));
}
