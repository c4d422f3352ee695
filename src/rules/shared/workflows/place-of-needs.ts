/** Where to show that a job no longer waits for another one. */
import type { WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { get } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { nearestLeft } from "../places/nearest-left.ts";

/** At `needs`, or close to where it stood. */
export function placeOfNeeds(was: WorkflowJob, now: WorkflowJob): Problem["at"] {
  return get(now.node, "needs") ?? nearestLeft(was.node, "needs", now.node)?.key ?? now.key;
}
