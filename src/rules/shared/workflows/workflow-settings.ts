/** What a workflow sets itself, and nobody chooses. */

import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import type { Workflow } from "../../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import { workflowOf } from "./workflow-of.ts";

/** Expressions with values that have no surprises. */
const SETTLED =
  /^\$\{\{\s*(?:github\.(?:sha|run_id|run_number|run_attempt|repository|repository_owner|workflow|job|event_name)|runner\.\w+)\s*\}\}$/;

/** Names of environment variables that the workflow a script stands in always sets to such a value, or to a text of its own. */
export function settledByWorkflow(script: ShellScript, project: Project): ReadonlySet<string> {
  const workflow = script.role === "workflow" ? workflowOf(script, project) : undefined;
  return workflow ? settledNames(workflow) : NONE;
}

const NONE: ReadonlySet<string> = new Set();

const settledNames: (workflow: Workflow) => ReadonlySet<string> = onceFor(readSettledNames);

function readSettledNames({ root, jobs }: Workflow): ReadonlySet<string> {
  const nodes = [root, ...jobs.flatMap(({ node, steps }) => [node, ...steps.map((step) => step.node)])];
  const settled = new Set<string>();
  const others = new Set<string>();
  for (const { key, value } of nodes.flatMap((node) => entriesOf(get(node, "env")))) {
    const text = scalarOf(value)?.text ?? "";
    (SETTLED.test(text) || !text.includes("${{") ? settled : others).add(key.text);
  }
  return new Set([...settled].filter((name) => !others.has(name)));
}
