/** Environment variables that a workflow fills with text that people choose: `TITLE: ${{ github.event.head_commit.message }}`. */

import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import { CONSTANT, type Flow, type Origin } from "../scripts/printed-origin.ts";
import { variableOf } from "../scripts/tainted-variables.ts";
import type { Author } from "./event-texts.ts";
import { isSettled, isSettledVariable } from "./settled-values.ts";
import { choiceOfFlow, expressionAt } from "./workflow-expressions.ts";
import { siteOf } from "./workflow-of.ts";

const ORIGINS: Readonly<Record<Author, Origin>> = { anyone: "outside", writers: "given", callers: "unknown" };

/** The flow with the origin that the workflow around the script gives the variable or expression it comes from. */
export function inItsWorkflow(flow: Flow, script: ShellScript, project: Project): Flow {
  if (script.role !== "workflow" || flow.origin !== "unknown" || !flow.source) return flow;
  const choice = choiceOfFlow(flow, project);
  if (choice) return { ...flow, origin: ORIGINS[choice.author] };
  return isSettledFlow(flow, project) ? CONSTANT : flow;
}

function isSettledFlow(flow: Flow, project: Project): boolean {
  const { source } = flow;
  const site = source && siteOf(source.at, project);
  if (!site) return false;
  const code = expressionAt(source.at);
  if (code !== undefined) return isSettled(code, site, project);
  const name = variableOf(flow);
  return name !== undefined && isSettledVariable(name, site, project);
}
