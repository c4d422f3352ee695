/** The steps of a job, with those of the repository's own actions behind the steps that use them. */
import type { Project } from "../../../documents/project.ts";
import type { CompositeAction } from "../../../documents/workflow/composite-action.ts";
import { actionPathsOf } from "../../../documents/workflow/local-uses.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { onceFor } from "../../../source/once-for.ts";
import { stepsFileAt } from "./workflow-of.ts";

/** GitHub goes no deeper. */
const MAX_DEPTH = 10;

/** Actions that use each other several times could make more of few lines. */
const MAX_INNER = 500;

/** All of them, in the order in which they run. */
export function stepsWithin(steps: readonly WorkflowStep[], project: Project): readonly WorkflowStep[] {
  if (steps.every(({ uses }) => !uses?.text.startsWith("./"))) return steps;
  const known = knownWithin(project);
  const all = known.get(steps) ?? allWithin(steps, project);
  known.set(steps, all);
  return all;
}

/** Many jobs that deploy may wait for one. */
const knownWithin = onceFor(
  (_project: Project) => new Map<readonly WorkflowStep[], readonly WorkflowStep[]>(),
);

function allWithin(steps: readonly WorkflowStep[], project: Project): WorkflowStep[] {
  let left = MAX_INNER;
  const visit = (step: WorkflowStep, depth: number): WorkflowStep[] => {
    const inner = depth < MAX_DEPTH && left > 0 ? (actionOf(step, project)?.steps ?? []) : [];
    const some = inner.slice(0, left);
    left -= some.length;
    return [step, ...some.flatMap((one) => visit(one, depth + 1))];
  };
  return steps.flatMap((step) => visit(step, 0));
}

/** The action of the repository that a step uses; undefined for others and for what can't be read. */
export function actionOf({ uses }: WorkflowStep, project: Project): CompositeAction | undefined {
  for (const path of actionPathsOf(uses)) {
    const file = stepsFileAt(path, project);
    if (file?.kind === "composite-action") return file;
  }
  return undefined;
}
