/** What holds steps: a workflow, or a composite action of the repository. */
import type { CompositeAction } from "./composite-action.ts";
import type { Workflow } from "./workflow.ts";

/** See the module comment. */
export type StepsFile = Workflow | CompositeAction;

/** True for documents that hold steps. */
export function isStepsFile(document: { readonly kind: string }): document is StepsFile {
  return document.kind === "workflow" || document.kind === "composite-action";
}
