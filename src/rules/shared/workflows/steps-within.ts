/** The steps of a job, with those of the repository's own actions behind the steps that use them. */
import type { Project } from "../../../documents/project.ts";
import type { CompositeAction } from "../../../documents/workflow/composite-action.ts";
import { actionPathsOf } from "../../../documents/workflow/local-uses.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { stepsFileAt } from "./workflow-of.ts";

/** GitHub goes no deeper. */
const MAX_DEPTH = 10;

/** Actions that use each other several times could make more of few lines. */
const MAX_STEPS = 2_000;

/** All of them, in the order in which they run. */
export function stepsWithin(steps: readonly WorkflowStep[], project: Project): readonly WorkflowStep[] {
  const all: WorkflowStep[] = [];
  const visit = (step: WorkflowStep, depth: number): void => {
    if (all.length >= MAX_STEPS) return;
    all.push(step);
    if (depth >= MAX_DEPTH) return;
    for (const inner of actionOf(step, project)?.steps ?? []) visit(inner, depth + 1);
  };
  for (const step of steps) visit(step, 0);
  return all;
}

/** The action of the repository that a step uses; undefined for others and for what can't be read. */
export function actionOf({ uses }: WorkflowStep, project: Project): CompositeAction | undefined {
  for (const path of actionPathsOf(uses)) {
    const file = stepsFileAt(path, project);
    if (file?.kind === "composite-action") return file;
  }
  return undefined;
}
