/** What a workflow waits for before it deploys, and what a change does to it. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import type { Project } from "../../../documents/project.ts";
import type { Workflow, WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, type YamlMap } from "../../../documents/yaml/yaml-node.ts";
import type { Change, Problem } from "../../../engine/rule.ts";
import { nearestLeft } from "../places/nearest-left.ts";
import { shortened } from "../places/shortened.ts";
import { awaitedStages, calledBy, type Stage, sameStage } from "./awaited-jobs.ts";
import { forgivenIn, startsRegardless } from "./forgiven-checks.ts";
import { lostSteps } from "./lost-steps.ts";

/** A job that deploys at one commit, and what it waits for there. */
interface Deployment extends Stage {
  readonly project: Project;
  readonly awaited: readonly Stage[];
}

/** Approvals and checks that jobs with Kamal no longer wait for, though they still deploy. */
export function* openedJobs(before: Workflow, after: Workflow, change: Change): Iterable<Problem> {
  for (const job of after.jobs) {
    const earlier = before.jobs.find(({ key }) => key.text === job.key.text);
    if (!earlier?.runsKamal || !job.runsKamal) continue;
    const was = deploymentOf(earlier, before, change.before);
    const now = deploymentOf(job, after, change.after);
    for (const problem of [...lostApproval(was, now), ...lostVerdicts(was, now)])
      yield isProduction(environmentOf(job)) ? problem : { ...problem, severity: "medium" };
  }
}

function deploymentOf(job: WorkflowJob, workflow: Workflow, project: Project): Deployment {
  return { job, workflow, project, awaited: awaitedStages(job, workflow, project) };
}

/** The environment of the job itself, or of one that stands before it to be approved. */
function* lostApproval(was: Deployment, now: Deployment): Iterable<Problem> {
  const own = environmentOf(was.job);
  if (own === undefined ? asksAnywhere(now) : asksInstead(own, was, now)) return;
  const asked = was.awaited.map(({ job }) => environmentOf(job)).find((name) => name !== undefined);
  const name = own ?? asked;
  if (name === undefined) return;
  const message =
    own === undefined
      ? `The deployment no longer waits for the environment ${shownName(name)}, so nobody is asked any more.`
      : `The deployment leaves the environment ${shownName(name)}, so nobody is asked and no branch is refused any more.`;
  const at =
    own === undefined
      ? placeOfNeeds(was.job, now.job)
      : (nearestLeft(was.job.node, "environment", now.job.node)?.key ?? now.job.key);
  yield { at, subject: "environment", severity: isProduction(name) ? "high" : "medium", message };
}

/** The job still, what it calls, or a job before it that is new or of the same environment. */
function asksInstead(own: string, was: Deployment, now: Deployment): boolean {
  const before = now.awaited.filter(
    (stage) => environmentOf(stage.job) === own || !sameStage(stage, was.awaited),
  );
  return asksAnywhere({ ...now, awaited: before });
}

function asksAnywhere({ job, awaited, project }: Deployment): boolean {
  const called = calledBy({ job }, project);
  return [{ job }, ...awaited, ...called].some((stage) => get(stage.job.node, "environment") !== undefined);
}

function shownName(name: string): string {
  return /^[\w .-]{1,60}$/.test(name) ? `\`${name}\`` : "before";
}

/** Review apps and staging have environments to keep their secrets in, which nobody approves. */
export function isProduction(environment: string | undefined): boolean {
  if (environment === undefined) return true;
  return stakesOf(environment) === "production" && !/review|preview|staging|test/i.test(environment);
}

/** The name of the environment that a job stands in. */
export function environmentOf({ node }: { readonly node: YamlMap }): string | undefined {
  const environment = get(node, "environment");
  return (scalarOf(environment) ?? scalarOf(get(environment, "name")))?.text;
}

/** Jobs that are there for their verdict. */
const VERDICT = /test|lint|check|audit|scan|security|brakeman|rubocop|^ci$|verify|approv|quality|spec/i;

/** Of which nobody says that they keep bad code from production. */
const STYLE = /lint|rubocop|format|style|quality/i;

/** What the deployment waited for, and what became of it. */
function* lostVerdicts(was: Deployment, now: Deployment): Iterable<Problem> {
  const lost = [...lostNeeds(was, now)];
  yield* lost;
  if (lost.length === 0) yield* lostSteps(was, now, placeOfNeeds(was.job, now.job));
  yield* lostSuccess(was, now);
  const kept = now.awaited.flatMap((stage) => {
    const earlier = sameStage(stage, was.awaited);
    return earlier ? [{ was: earlier.job, now: stage.job }] : [];
  });
  const isVerdict = ({ key }: WorkflowJob): boolean => VERDICT.test(key.text);
  if (kept.some((stage) => isVerdict(stage.now))) yield* startsRegardless({ was: was.job, now: now.job });
  yield* forgivenIn({ was: was.job, now: now.job }, false);
  for (const stage of kept) yield* forgivenIn(stage, isVerdict(stage.now));
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

function placeOfNeeds(was: WorkflowJob, now: WorkflowJob): Problem["at"] {
  return get(now.node, "needs") ?? nearestLeft(was.node, "needs", now.node)?.key ?? now.key;
}

const SUCCEEDED = /workflow_run\.conclusion\s{0,9}==\s{0,9}["']success["']/;

/** `if: github.event.workflow_run.conclusion == 'success'`: what asks how the workflow before ended. */
function* lostSuccess(was: Deployment, now: Deployment): Iterable<Problem> {
  const asks = ({ job, awaited }: Deployment): boolean =>
    [{ job }, ...awaited].some((stage) => SUCCEEDED.test(scalarOf(get(stage.job.node, "if"))?.text ?? ""));
  if (!asks(was) || asks(now) || !now.workflow.triggers.some(({ name }) => name === "workflow_run")) return;
  if (now.job.steps.some(({ run }) => run?.text.includes("workflow_run.conclusion"))) return;
  const at = get(now.job.node, "if") ?? nearestLeft(was.job.node, "if", now.job.node)?.key ?? now.job.key;
  const message = "The deployment no longer asks whether the workflow that it follows has succeeded.";
  yield { at, subject: "conclusion", message };
}
