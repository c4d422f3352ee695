/** Types of the inputs that a workflow declares, for those who start it by hand and for workflows that call it. */
import { triggerOf, type Workflow } from "../../../documents/workflow/workflow.ts";
import { dig, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Author } from "./event-texts.ts";

/** Undefined where the input is not declared; `string` is the default. */
function typeIn(
  event: "workflow_dispatch" | "workflow_call",
  name: string,
  workflow: Workflow,
): string | undefined {
  const declared = dig(triggerOf(workflow, event)?.settings, "inputs", name);
  return declared && (scalarOf(dig(declared, "type"))?.text ?? "string");
}

/** Whoever can give an input free text; inputs with a type other than string have no room for a program. */
export function authorOfInput(name: string, workflow: Workflow): Author | undefined {
  const started = typeIn("workflow_dispatch", name, workflow);
  const called = typeIn("workflow_call", name, workflow);
  if (started === "string" || (started === undefined && called === undefined)) return "writers";
  return started === undefined && called === "string" ? "callers" : undefined;
}

/** True when whoever starts the workflow by hand can't write a text of their own; callers' values are another matter. */
export function isListed(name: string, workflow: Workflow): boolean {
  const started = typeIn("workflow_dispatch", name, workflow);
  if (started !== undefined) return /^(?:choice|boolean|number|environment)$/.test(started);
  return typeIn("workflow_call", name, workflow) !== undefined;
}
