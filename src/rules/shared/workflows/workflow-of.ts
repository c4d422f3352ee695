/** The workflow or action that a program stands in, and where in it. */
import type { Project } from "../../../documents/project.ts";
import { isStepsFile, type StepsFile } from "../../../documents/workflow/steps-file.ts";
import type { Workflow, WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";
import { contains } from "../../../source/span.ts";

/** Where an expression stands: it sees the variables and steps around it. */
export interface Site {
  readonly file: StepsFile;
  /** Undefined in an action, and for what stands in no job. */
  readonly job: WorkflowJob | undefined;
  readonly step: WorkflowStep | undefined;
}

/** The workflow; undefined for programs that stand anywhere else. */
export function workflowOf(place: Pick<Place, "source">, project: Project): Workflow | undefined {
  const file = stepsFileAt(place.source.path, project);
  return file?.kind === "workflow" ? file : undefined;
}

/** The workflow or action of a path. */
export function stepsFileAt(path: string, project: Project): StepsFile | undefined {
  return byPath(project).get(path);
}

/** The step that a place is in, with the job around it; undefined outside of workflows and actions. */
export function siteOf({ source, span }: Pick<Place, "source" | "span">, project: Project): Site | undefined {
  const file = stepsFileAt(source.path, project);
  const sites = file ? sitesByPlace(file) : [];
  let [low, high] = [0, sites.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(sites[middle]) <= span.start) low = middle + 1;
    else high = middle;
  }
  const site = sites[low - 1];
  return site?.step && contains(site.step.node.span, span) ? site : undefined;
}

/** In the order of the file; steps that several jobs share by an alias count for the first of them. */
const sitesByPlace: (file: StepsFile) => readonly Site[] = onceFor((file) => {
  const first = new Map<number, Site>();
  for (const site of sitesIn(file)) if (!first.has(startOf(site))) first.set(startOf(site), site);
  return [...first.values()].sort((one, other) => startOf(one) - startOf(other));
});

function startOf(site: Site | undefined): number {
  return site?.step?.node.span.start ?? 0;
}

/** Every step of a file. */
export const sitesIn: (file: StepsFile) => readonly Site[] = onceFor((file) => {
  if (file.kind === "composite-action") return file.steps.map((step) => ({ file, job: undefined, step }));
  return file.jobs.flatMap((job) => job.steps.map((step) => ({ file, job, step })));
});

/** The `env:` of a step, of its job, and of the workflow, each with the place whose expressions it may hold. */
export function environmentsAround({
  step,
  job,
  file,
}: Site): { variables: YamlNode | undefined; site: Site }[] {
  const outer = { file, job: undefined, step: undefined };
  return [
    { variables: get(step?.node, "env"), site: { file, job, step } },
    { variables: get(job?.node, "env"), site: { file, job, step: undefined } },
    ...(file.kind === "workflow" ? [{ variables: get(file.root, "env"), site: outer }] : []),
  ];
}

const byPath = onceFor(({ documents }: Project): ReadonlyMap<string, StepsFile> => {
  return new Map(documents.filter(isStepsFile).map((file) => [file.source.path, file]));
});
