/** Environment variables that a workflow fills with text that people choose: `TITLE: ${{ github.event.head_commit.message }}`. */

import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import type { Flow, Origin } from "../scripts/printed-origin.ts";
import type { Author } from "./event-texts.ts";
import { choiceOfFlow } from "./workflow-expressions.ts";

const ORIGINS: Readonly<Record<Author, Origin>> = { anyone: "outside", writers: "given", callers: "unknown" };

/** The flow with the origin that the workflow around the script gives the variable it comes from. */
export function inItsWorkflow(flow: Flow, script: ShellScript, project: Project): Flow {
  if (script.role !== "workflow" || flow.origin !== "unknown") return flow;
  const choice = choiceOfFlow(flow, project);
  return choice ? { ...flow, origin: ORIGINS[choice.author] } : flow;
}
