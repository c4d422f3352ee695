/** What a workflow waits for before it deploys, and what a change does to it. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import type { Project } from "../../../documents/project.ts";
import type { Workflow, WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Change, Problem } from "../../../engine/rule.ts";
import { contains, overlaps } from "../../../source/span.ts";
import { shortened } from "../places/shortened.ts";
import { startsRegardless, stepStartsRegardless } from "./after-failure.ts";
import { isCheckStep, stepsAwaited } from "./awaited-checks.ts";
import { calledBy, type Deployment, deploymentOf, type Stage, sameStage } from "./awaited-jobs.ts";
import { environmentOf, isProduction } from "./environments.ts";
import { alsoFollows, lostSuccess, startsWithout, withFollowed } from "./followed-workflows.ts";
import { forgivenIn } from "./forgiven-checks.ts";
import { lostApproval } from "./lost-approvals.ts";
import { lostSteps } from "./lost-steps.ts";
import { placeOfNeeds } from "./place-of-needs.ts";
import { stepsWithin } from "./steps-within.ts";
import { destinationsOf } from "./workflow-guards.ts";

/** Approvals and checks that jobs with Kamal no longer wait for, though they still deploy. */
export function* openedJobs(before: Workflow, after: Workflow, change: Change): Iterable<Problem> {
  for (const [earlier, job] of pairsOf(before, after, change)) {
    const was = movedTo(after.source.path, deploymentOf(earlier, before, change.before));
    const now = deploymentOf(job, after, change.after);
    // with another file and another name it may be another deployment
    const isSame = before.source.path === after.source.path || earlier.key.text === job.key.text;
    const isGrave = isSame && (isForProduction(was) || isForProduction(now));
    for (const problem of opened(was, now)) yield isGrave ? problem : { ...problem, severity: "medium" };
  }
}

/** Jobs that deploy before and after the change under one name; if only one of each is left, it got another name. */
function pairsOf(before: Workflow, after: Workflow, change: Change): [WorkflowJob, WorkflowJob][] {
  const old = before.jobs.filter((job) => leadsToKamal(job, change.before));
  const now = after.jobs.filter((job) => leadsToKamal(job, change.after));
  const pairs = now.flatMap((job): [WorkflowJob, WorkflowJob][] => {
    const earlier = old.find(({ key }) => key.text === job.key.text);
    return earlier ? [[earlier, job]] : [];
  });
  const [gone, ...others] = old.filter((job) => !pairs.some(([earlier]) => earlier === job));
  const [fresh, ...more] = now.filter((job) => !pairs.some(([, later]) => later === job));
  return gone && fresh && others.length + more.length === 0 ? [...pairs, [gone, fresh]] : pairs;
}

function movedTo(path: string, deployment: Deployment): Deployment {
  if (deployment.workflow.source.path === path) return deployment;
  const awaited = deployment.awaited.map((stage) =>
    stage.workflow === deployment.workflow ? { ...stage, movedTo: path } : stage,
  );
  return { ...deployment, awaited, movedTo: path };
}

/** Also by the workflow that it stands for. */
function leadsToKamal(job: WorkflowJob, project: Project): boolean {
  return job.runsKamal || calledBy({ job }, project).some((called) => called.job.runsKamal);
}

/** A workflow that deploys to wherever its callers say is judged for each by what they call it and give to it. */
function isForProduction({ job, project }: Deployment): boolean {
  const [called] = calledBy({ job }, project);
  if (!called) return isOwnForProduction(job);
  const given = entriesOf(get(job.node, "with")).flatMap(({ value }) => scalarOf(value)?.text ?? []);
  return [job.key.text, ...given].every((name) => stakesOf(name) === "production");
}

/** Without an environment, by where Kamal is told to deploy. */
function isOwnForProduction(job: WorkflowJob): boolean {
  const environment = environmentOf(job);
  const destinations = environment === undefined ? destinationsOf(job) : [];
  if (destinations.length === 0) return isProduction(environment);
  return destinations.some((name) => stakesOf(name) === "production");
}

function* opened(one: Deployment, other: Deployment): Iterable<Problem> {
  const success = [...lostSuccess(one, other)];
  yield* success;
  yield* alsoFollows(one, other);
  yield* startsWithout(one, other);
  const [was, now] = success.length > 0 ? [one, other] : withFollowed(one, other);
  const [approval, verdicts] = [[...lostApproval(was, now)], [...lostVerdicts(was, now)]];
  const weaker = [...weakenedIn(was, now)];
  const elsewhere = elsewhereNow(was, now);
  if (!elsewhere) yield* [...approval, ...withoutTold(verdicts, weaker, now)];
  else if (approval.length + verdicts.length > 0) {
    const message =
      "What this job did is done by a workflow that can't be read here, and with it whether anybody is asked and what is checked before.";
    yield { at: elsewhere, subject: "uses", severity: "medium", message };
  }
  yield* weaker;
}

/** Of what a step ignores, one thing is told. */
function withoutTold(
  problems: readonly Problem[],
  told: readonly Problem[],
  deployment: Deployment,
): readonly Problem[] {
  const steps = told.length === 0 ? [] : stepsAwaited(deployment);
  const within = ({ node }: WorkflowStep, { at }: Problem): boolean =>
    node.source === at.source && contains(node.span, at.span);
  const isTold = (problem: Problem): boolean =>
    told.some(({ at }) => at.source === problem.at.source && overlaps(at.span, problem.at.span)) ||
    steps.some(({ step }) => within(step, problem) && told.some((one) => within(step, one)));
  return problems.filter((problem) => problem.subject !== "ignored" || !isTold(problem));
}

/** Where a job now calls a workflow that is not among the files, and did not before. */
function elsewhereNow(was: Deployment, now: Deployment): Problem["at"] | undefined {
  const isHidden = ({ job, project }: Deployment): boolean =>
    get(job.node, "uses") !== undefined && calledBy({ job }, project).length === 0;
  return isHidden(now) && !isHidden(was) ? scalarOf(get(now.job.node, "uses")) : undefined;
}

/** Jobs that are there for their verdict. */
const VERDICT = /test|lint|check|audit|scan|security|brakeman|rubocop|^ci$|verify|approv|quality|spec/i;

/** Of which nobody says that they keep bad code from production. */
const STYLE = /lint|rubocop|format|style|quality/i;

/** Jobs that it no longer waits for, and checks of others. */
function* lostVerdicts(was: Deployment, now: Deployment): Iterable<Problem> {
  const lost = [...lostNeeds(was, now)];
  yield* lost;
  const isTold = (stage: Stage): boolean =>
    lost.length > 0 && !sameStage(stage, now.awaited) && isStillThere(stage, now);
  const others = { ...was, awaited: was.awaited.filter((stage) => !isTold(stage)) };
  yield* lostSteps(others, now, placeOfNeeds(was.job, now.job));
}

function isStillThere({ job }: Stage, { workflow }: Deployment): boolean {
  return workflow.jobs.some(({ key }) => key.text === job.key.text);
}

/** What it still waits for, whatever it says. */
function* weakenedIn(was: Deployment, now: Deployment): Iterable<Problem> {
  const kept = now.awaited.flatMap((stage) => {
    const earlier = sameStage(stage, was.awaited);
    return earlier ? [{ was: earlier.job, now: stage }] : [];
  });
  const verdicts = kept.map((stage) => stage.now).filter((stage) => isVerdict(stage, now.project));
  yield* startsRegardless(was, now, verdicts);
  yield* stepStartsRegardless(was, now);
  const around = { before: was.project, deployment: now };
  yield* forgivenIn({ was: was.job, now, ...around }, false);
  for (const stage of kept) yield* forgivenIn({ ...stage, ...around }, verdicts.includes(stage.now));
}

/** By its name, or by what it does. */
function isVerdict({ job }: Pick<Stage, "job">, project: Project): boolean {
  if (VERDICT.test(job.key.text)) return true;
  if (stepsWithin(job.steps, project).some((step) => isCheckStep(step, project))) return true;
  return calledBy({ job }, project).some((called) => called.job !== job && VERDICT.test(called.job.key.text));
}

/** Jobs that are still there, but no longer awaited. */
function* lostNeeds(was: Deployment, now: Deployment): Iterable<Problem> {
  const lost = was.awaited.filter(
    (stage) =>
      stage.workflow === was.workflow &&
      VERDICT.test(stage.job.key.text) &&
      !sameStage(stage, [now, ...now.awaited]) &&
      isStillThere(stage, now),
  );
  const names = lost.map(({ job }) => job.key.text);
  const [first] = names.filter((name) => !STYLE.test(name)).concat(names);
  if (first === undefined) return;
  const message = `The deployment no longer waits for the job \`${shortened(first)}\`.`;
  const severity = STYLE.test(first) ? "medium" : "high";
  yield { at: placeOfNeeds(was.job, now.job), subject: "needs", severity, message };
}
