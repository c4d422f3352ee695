/** Programs that a step gives to an action: `appleboy/ssh-action` runs its script on a server, `nick-fields/retry` its command here. */
import { entriesOf, get, scalarOf, type YamlScalar } from "../yaml/yaml-node.ts";
import type { WorkflowStep } from "./workflow.ts";

/** See the module comment. */
export interface GivenProgram {
  readonly text: YamlScalar;
  /** What reads it: `node` for GitHub's own action for scripts. */
  readonly interpreter: "sh" | "node";
  readonly runsOn: "here" | "remote";
}

/** What actions call the program that they run. */
const PROGRAM = /^(?:script|run|inlineScript)$/;

/** The same where the name of the action tells that it runs commands; other actions have words of their own behind it. */
const COMMAND = /^(?:command|cmd|on_retry_command)$/;

const RUNS_COMMANDS = /ssh|retry|run|command|exec|shell/i;

/** All of a step. What actions of the repository itself make of their inputs is read there. */
export function programsGiven({ uses, node }: Pick<WorkflowStep, "uses" | "node">): GivenProgram[] {
  const [action = ""] = uses?.text.split("@", 1) ?? [];
  if (action === "" || /^\.|^docker:/.test(action)) return [];
  const interpreter = action === "actions/github-script" ? "node" : "sh";
  const runsOn = /ssh/i.test(action) ? "remote" : "here";
  return entriesOf(get(node, "with")).flatMap(({ key, value }): GivenProgram[] => {
    const text = scalarOf(value);
    const isProgram = PROGRAM.test(key.text) || (COMMAND.test(key.text) && RUNS_COMMANDS.test(action));
    return text && isProgram ? [{ text, interpreter, runsOn }] : [];
  });
}
