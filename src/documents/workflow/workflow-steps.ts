/** The steps of a job or of a composite action, and the programs in them. */
import { type ProgramText, programTexts } from "../program-text.ts";
import { scalarText } from "../yaml/scalar-text.ts";
import { dig, get, itemsOf, scalarOf, type YamlNode, type YamlScalar } from "../yaml/yaml-node.ts";
import { withVariables } from "./expressions.ts";
import type { WorkflowStep } from "./workflow.ts";

/** Steps of all jobs; aliases count each time, so that a list that many jobs share can't multiply the work. */
export const MAX_STEPS = 2000;

/** Reads a list of steps; `shell` is what runs those that don't say. */
export function stepsOf(list: YamlNode | undefined, shell?: YamlScalar): WorkflowStep[] {
  return itemsOf(list).flatMap((node): WorkflowStep[] =>
    node.kind === "map"
      ? [
          {
            node,
            uses: scalarOf(get(node, "uses")),
            run: scalarOf(get(node, "run")),
            shell: scalarOf(get(node, "shell")) ?? shell,
          },
        ]
      : [],
  );
}

/** The programs of steps: `run`, and what actions take as their script. */
export function programsOf(steps: readonly WorkflowStep[]): ProgramText[] {
  return steps.flatMap((step) => {
    const { run, shell } = step;
    const [interpreter = ""] = (shell?.text ?? "bash").trim().split(/\s/, 1);
    const ofRun = run ? programTexts(interpreter, scalarText(run)) : [];
    const script = scriptGiven(step);
    const given = script && isGithubScript(step) ? programTexts("node", scalarText(script)) : [];
    return [...ofRun, ...given].map(({ program, language }) => ({
      program: withVariables(program, language === "shell" ? "${" : "_"),
      language,
    }));
  });
}

/** The program that a step gives to an action: JavaScript for GitHub's own, shell text for servers. */
export function scriptGiven({ uses, node }: WorkflowStep): YamlScalar | undefined {
  const takesProgram = /^(?:actions\/github-script|appleboy\/ssh-action)@/.test(uses?.text ?? "");
  return takesProgram ? scalarOf(dig(node, "with", "script")) : undefined;
}

function isGithubScript({ uses }: WorkflowStep): boolean {
  return uses?.text.startsWith("actions/github-script@") === true;
}
