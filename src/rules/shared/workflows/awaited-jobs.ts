/** What a deployment waits for: the jobs that it needs, those they need, and those of reusable workflows among them. */
import type { Project } from "../../../documents/project.ts";
import { workflowPathOf } from "../../../documents/workflow/local-uses.ts";
import { triggerOf, type Workflow, type WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, scalarsOf } from "../../../documents/yaml/yaml-node.ts";
import { stepsFileAt } from "./workflow-of.ts";

/** A job and the workflow it stands in. */
export interface Stage {
  readonly job: WorkflowJob;
  readonly workflow: Workflow;
  /** The workflow whose events start it, where that is another one than starts the deployment. */
  readonly startedBy?: Workflow;
  /** Where its workflow lies after the change, if that moves it. */
  readonly movedTo?: string;
}

/** A job that deploys at one commit, and what it waits for there. */
export interface Deployment extends Stage {
  readonly project: Project;
  readonly awaited: readonly Stage[];
}

/** With all that it waits for in its own workflow, and in those that it calls. */
export function deploymentOf(job: WorkflowJob, workflow: Workflow, project: Project): Deployment {
  return { job, workflow, project, awaited: awaitedStages(job, workflow, project) };
}

/** Workflows of people have fewer jobs. */
const MAX_STAGES = 200;

/** Without the job itself. */
export function awaitedStages(job: WorkflowJob, workflow: Workflow, project: Project): Stage[] {
  const stages: Stage[] = [];
  const seen = new Set<WorkflowJob>([job]);
  const pending = neededBy({ job, workflow });
  for (let next = pending.pop(); next && stages.length < MAX_STAGES; next = pending.pop()) {
    if (seen.has(next.job)) continue;
    seen.add(next.job);
    stages.push(next);
    pending.push(...neededBy(next), ...calledBy(next, project));
  }
  return stages;
}

function neededBy({ job, workflow }: Stage): Stage[] {
  const names = scalarsOf(get(job.node, "needs")).map(({ text }) => text);
  return workflow.jobs
    .filter(({ key }) => names.includes(key.text))
    .map((needed) => ({ job: needed, workflow }));
}

/** The jobs of the reusable workflow that a job stands for. */
export function calledBy({ job }: Pick<Stage, "job">, project: Project): Stage[] {
  const path = workflowPathOf(scalarOf(get(job.node, "uses")));
  const called = path === undefined ? undefined : stepsFileAt(path, project);
  return called?.kind === "workflow" ? called.jobs.map((one) => ({ job: one, workflow: called })) : [];
}

/** The jobs that stand for the workflow of a stage, each with what it waits for. */
export function callersOf({ workflow, project }: Stage & { readonly project: Project }): Deployment[] {
  if (!triggerOf(workflow, "workflow_call")) return [];
  const others = project.documents.filter((document) => document.kind === "workflow");
  return others.flatMap((other) =>
    other.jobs
      .filter(({ node }) => workflowPathOf(scalarOf(get(node, "uses"))) === workflow.source.path)
      .map((job) => deploymentOf(job, other, project)),
  );
}

/** Names of the jobs of the same workflow that a job needs, and those need. */
export function awaitedBy(job: WorkflowJob, { jobs }: Workflow): Set<string> {
  const awaited = new Set<string>();
  const pending = [job];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const { text } of scalarsOf(get(next.node, "needs"))) {
      if (awaited.has(text)) continue;
      awaited.add(text);
      pending.push(...jobs.filter(({ key }) => key.text === text));
    }
  }
  return awaited;
}

/** The same job in the other commit. */
export function sameStage(stage: Stage, others: readonly Stage[]): Stage | undefined {
  const path = pathOf(stage);
  return others.find((other) => other.job.key.text === stage.job.key.text && pathOf(other) === path);
}

function pathOf({ movedTo, workflow }: Stage): string {
  return movedTo ?? workflow.source.path;
}
