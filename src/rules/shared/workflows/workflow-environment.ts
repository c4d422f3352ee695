/** Environment variables that a workflow fills with text that people choose: `TITLE: ${{ github.event.head_commit.message }}`. */

import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import type { Workflow } from "../../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Flow } from "../scripts/flow.ts";
import { authorOf } from "./workflow-expressions.ts";
import { workflowOf } from "./workflow-of.ts";

/** The flow with the origin that the workflow around the script gives the variable it comes from. */
export function inItsWorkflow(flow: Flow, script: ShellScript, project: Project): Flow {
  if (script.role !== "workflow" || flow.origin !== "unknown") return flow;
  const name = /^`\$(\w+)`$/.exec(flow.source?.what ?? "")?.[1];
  const workflow = name === undefined ? undefined : workflowOf(script, project);
  const origin = workflow && chosenIn(workflow).get(name ?? "");
  return origin ? { ...flow, origin } : flow;
}

const chosenIn: (workflow: Workflow) => ReadonlyMap<string, Flow["origin"]> = onceFor(readChosen);

function readChosen(workflow: Workflow): ReadonlyMap<string, Flow["origin"]> {
  const chosen = new Map<string, Flow["origin"]>();
  const { root, jobs } = workflow;
  const nodes = [root, ...jobs.flatMap(({ node, steps }) => [node, ...steps.map((step) => step.node)])];
  for (const { key, value } of nodes.flatMap((node) => entriesOf(get(node, "env")))) {
    const [, code] = /^\$\{\{(.*)\}\}$/s.exec(scalarOf(value)?.text.trim() ?? "") ?? [];
    const author = code === undefined ? undefined : authorOf(code.trim(), workflow);
    if (author === "anyone") chosen.set(key.text, "outside");
    if (author === "writers" && !chosen.has(key.text)) chosen.set(key.text, "given");
  }
  return chosen;
}
