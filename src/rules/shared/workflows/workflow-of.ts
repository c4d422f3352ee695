/** The workflow that a program stands in. */
import type { Project } from "../../../documents/project.ts";
import type { Workflow } from "../../../documents/workflow/workflow.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";

/** Undefined for programs that stand anywhere else. */
export function workflowOf({ source }: Pick<Place, "source">, project: Project): Workflow | undefined {
  return byPath(project).get(source.path);
}

const byPath = onceFor(({ documents }: Project): ReadonlyMap<string, Workflow> => {
  const workflows = documents.filter((document) => document.kind === "workflow");
  return new Map(workflows.map((workflow) => [workflow.source.path, workflow]));
});
