/** What a workflow waits for before it deploys, and what a change does to it. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import type { Project } from "../../../documents/project.ts";
import type { Workflow, WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Change, Problem } from "../../../engine/rule.ts";
import { overlaps } from "../../../source/span.ts";
import { shortened } from "../places/shortened.ts";
import { calledBy, type Deployment, deploymentOf, type Stage, sameStage } from "./awaited-jobs.ts";
import { environmentOf, isProduction } from "./environments.ts";
import { asksForSuccess, followedStages, lostSuccess } from "./followed-workflows.ts";
import { forgivenIn, startsRegardless } from "./forgiven-checks.ts";
import { lostApproval } from "./lost-approvals.ts";
import { lostSteps } from "./lost-steps.ts";
import { placeOfNeeds } from "./place-of-needs.ts";
import { destinationsOf } from "./workflow-guards.ts";

/** Approvals and checks that jobs with Kamal no longer wait for, though they still deploy. */
export function* openedJobs(before: Workflow, after: Workflow, change: Change): Iterable<Problem> {
  for (const job of after.jobs) {
    const earlier = before.jobs.find(({ key }) => key.text === job.key.text);
    if (!earlier || !leadsToKamal(earlier, change.before) || !leadsToKamal(job, change.after)) continue;
    const was = deploymentOf(earlier, before, change.before);
    const now = deploymentOf(job, after, change.after);
    const isGrave = isForProduction(was) || isForProduction(now);
    for (const problem of opened(was, now)) yield isGrave ? problem : { ...problem, severity: "medium" };
  }
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
  const [was, now] = success.length > 0 ? [one, other] : withFollowed(one, other);
  const [approval, verdicts] = [[...lostApproval(was, now)], [...lostVerdicts(was, now)]];
  const weaker = [...weakenedIn(was, now)];
  const elsewhere = elsewhereNow(was, now);
  if (!elsewhere)
    yield* [...approval, ...verdicts.filter(({ at }) => !weaker.some((told) => meet(told.at, at)))];
  else if (approval.length + verdicts.length > 0) {
    const message =
      "What this job did is done by a workflow that can't be read here, and with it whether anybody is asked and what is checked before.";
    yield { at: elsewhere, subject: "uses", severity: "medium", message };
  }
  yield* weaker;
}

/** Of one line, one thing is told. */
function meet(one: Problem["at"], other: Problem["at"]): boolean {
  return one.source.path === other.source.path && overlaps(one.span, other.span);
}

/** Both with the jobs of the workflows that they follow, as far as these are asked for; not where one of these can't be found. */
function withFollowed(was: Deployment, now: Deployment): [Deployment, Deployment] {
  const [before, after] = [was, now].map((one) =>
    asksForSuccess(one) ? followedStages(one.workflow, one.project) : [],
  );
  if (!before || !after) return [was, now];
  const add = (one: Deployment, more: Deployment["awaited"]): Deployment => ({
    ...one,
    awaited: [...one.awaited, ...more],
  });
  return [add(was, before), add(now, after)];
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

/** Jobs that it no longer waits for, or else checks. */
function* lostVerdicts(was: Deployment, now: Deployment): Iterable<Problem> {
  const lost = [...lostNeeds(was, now)];
  yield* lost;
  if (lost.length === 0) yield* lostSteps(was, now, placeOfNeeds(was.job, now.job));
}

/** What it still waits for, whatever it says. */
function* weakenedIn(was: Deployment, now: Deployment): Iterable<Problem> {
  const kept = now.awaited.flatMap((stage) => {
    const earlier = sameStage(stage, was.awaited);
    return earlier ? [{ was: earlier.job, now: stage }] : [];
  });
  const isVerdict = ({ job }: Stage): boolean => VERDICT.test(job.key.text);
  if (kept.some((stage) => isVerdict(stage.now))) yield* startsRegardless(was.job, now.job);
  const around = { before: was.project, deployment: now };
  yield* forgivenIn({ was: was.job, now, ...around }, false);
  for (const stage of kept) yield* forgivenIn({ ...stage, ...around }, isVerdict(stage.now));
}

/** Jobs that are still there, but no longer awaited. */
function* lostNeeds(was: Deployment, now: Deployment): Iterable<Problem> {
  const lost = was.awaited.filter(
    (stage) =>
      stage.workflow === was.workflow &&
      VERDICT.test(stage.job.key.text) &&
      !sameStage(stage, now.awaited) &&
      now.workflow.jobs.some(({ key }) => key.text === stage.job.key.text),
  );
  const names = lost.map(({ job }) => job.key.text);
  const [first] = names.filter((name) => !STYLE.test(name)).concat(names);
  if (first === undefined) return;
  const message = `The deployment no longer waits for the job \`${shortened(first)}\`.`;
  const severity = STYLE.test(first) ? "medium" : "high";
  yield { at: placeOfNeeds(was.job, now.job), subject: "needs", severity, message };
}
