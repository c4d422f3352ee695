/** Steps that others of their job ask for outputs: `id: tag`, `${{ steps.tag.outputs.name }}`. */
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Site } from "./workflow-of.ts";

/** The first of its id in the job, or in the action; ids are looked up often. */
export function stepNamed(id: string, { file, job }: Site): WorkflowStep | undefined {
  return stepsById(file.kind === "composite-action" ? file : (job ?? NO_STEPS)).get(id);
}

const NO_STEPS = { steps: [] };

const stepsById = onceFor(
  ({ steps }: { readonly steps: readonly WorkflowStep[] }): ReadonlyMap<string, WorkflowStep> => {
    const named = steps.map((step): [string, WorkflowStep] => [
      scalarOf(get(step.node, "id"))?.text ?? "",
      step,
    ]);
    return new Map(named.reverse());
  },
);
