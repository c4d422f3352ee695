/** Environment variables that a workflow fills with text that people choose: `TITLE: ${{ github.event.head_commit.message }}`. */

import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import type { Place } from "../../../source/source-text.ts";
import type { Trust } from "../programs/trust.ts";
import { CONSTANT, type Flow, type Origin } from "../scripts/flow.ts";
import { flowsAmong } from "../scripts/libraries.ts";
import { type FlowOf, variableOf } from "../scripts/tainted-variables.ts";
import type { Author } from "./event-texts.ts";
import { isSettled, isSettledVariable } from "./settled-values.ts";
import { choiceOf, choiceOfFlow, expressionAt } from "./workflow-expressions.ts";
import { siteOf } from "./workflow-of.ts";

const ORIGINS: Readonly<Record<Author, Origin & Trust>> = {
  anyone: "outside",
  writers: "given",
  callers: "unknown",
};

/** The flow with the origin that the workflow around the script gives the variable or expression it comes from. */
export function inItsWorkflow(flow: Flow, script: ShellScript, project: Project): Flow {
  if (script.role !== "workflow" || !flow.source) return flow;
  if (isSettledFlow(flow, project)) return CONSTANT;
  const choice = flow.origin === "unknown" ? choiceOfFlow(flow, project) : undefined;
  return choice ? { ...flow, origin: ORIGINS[choice.author] } : flow;
}

/** The flows of a script's words so, with what its libraries make sure of. */
export function flowsInWorkflow(script: ShellScript, project: Project): FlowOf {
  const flowOf = flowsAmong(script, project);
  if (script.role !== "workflow") return flowOf;
  return (word, inFunction) => inItsWorkflow(flowOf(word, inFunction), script, project);
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

/** Tells who decides a variable of a program that stands in a workflow or an action; undefined for any other program. */
export function environmentAround(
  program: Pick<Place, "source" | "span">,
  project: Project,
): ((name: string) => Trust) | undefined {
  const site = siteOf(program, project);
  return (
    site &&
    ((name) => {
      const choice = choiceOf(`env.${name}`, site, project);
      if (choice) return ORIGINS[choice.author];
      return isSettledVariable(name, site, project) ? "constant" : "unknown";
    })
  );
}
