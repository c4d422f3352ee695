/** Workflows that start after others, which they know by their names: `on: workflow_run`. */
import { get, scalarOf, scalarsOf, type YamlScalar } from "../yaml/yaml-node.ts";
import { triggerOf, type Workflow } from "./workflow.ts";

/** The names of the workflows that one follows. */
export function followedNames(workflow: Workflow): string[] {
  return followedAt(workflow).map(({ text }) => text);
}

/** The same where they stand. */
export function followedAt(workflow: Workflow): readonly YamlScalar[] {
  return scalarsOf(get(triggerOf(workflow, "workflow_run")?.settings, "workflows"));
}

/** What GitHub calls a workflow: one without a name goes by its path. */
export function workflowName({ root, source }: Workflow): string {
  return scalarOf(get(root, "name"))?.text ?? source.path;
}
