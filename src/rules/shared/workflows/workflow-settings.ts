/** What a workflow sets itself, and nobody chooses. */

import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import { stepsIn } from "../../../documents/workflow/local-uses.ts";
import { entriesOf, get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import { type StepsFile, stepsFileAt } from "./workflow-of.ts";

/** Expressions with values that have no surprises. */
const SETTLED =
  /^\$\{\{\s*(?:github\.(?:sha|run_id|run_number|run_attempt|repository|repository_owner|workflow|job|event_name)|runner\.\w+)\s*\}\}$/;

/** Names of environment variables that the workflow a script stands in always sets to such a value, or to a text of its own. */
export function settledByWorkflow(script: ShellScript, project: Project): ReadonlySet<string> {
  const file = script.role === "workflow" ? stepsFileAt(script.source.path, project) : undefined;
  return file ? settledNames(file) : NONE;
}

const NONE: ReadonlySet<string> = new Set();

const settledNames: (file: StepsFile) => ReadonlySet<string> = onceFor(readSettledNames);

function readSettledNames(file: StepsFile): ReadonlySet<string> {
  const jobs = file.kind === "workflow" ? file.jobs : [];
  const nodes = [file.root, ...jobs.map(({ node }) => node), ...stepsIn(file).map(({ node }) => node)];
  const settled = new Set<string>();
  const others = new Set<string>();
  for (const { key, value } of nodes.flatMap((node) => entriesOf(get(node, "env")))) {
    const text = scalarOf(value)?.text ?? "";
    (SETTLED.test(text) || !text.includes("${{") ? settled : others).add(key.text);
  }
  return new Set([...settled].filter((name) => !others.has(name)));
}
