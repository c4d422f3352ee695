/** The steps of a job or of a composite action, and the programs in them. */
import { type ProgramText, programTexts } from "../program-text.ts";
import { scalarText } from "../yaml/scalar-text.ts";
import { get, itemsOf, scalarOf, type YamlNode, type YamlScalar } from "../yaml/yaml-node.ts";
import { withVariables } from "./expressions.ts";
import { programsGiven } from "./given-programs.ts";
import { stepRunsKamal } from "./kamal-jobs.ts";
import type { WorkflowStep } from "./workflow.ts";

/** Steps of all jobs; aliases count each time, so that a list that many jobs share can't multiply the work. */
export const MAX_STEPS = 2000;

/** Reads a list of steps; `shell` is what runs those that don't say, `starters` are patterns of what starts Kamal. */
export function stepsOf(
  list: YamlNode | undefined,
  shell?: YamlScalar,
  starters: readonly RegExp[] = [],
): WorkflowStep[] {
  return itemsOf(list).flatMap((node): WorkflowStep[] => {
    if (node.kind !== "map") return [];
    const step = {
      node,
      uses: scalarOf(get(node, "uses")),
      run: scalarOf(get(node, "run")),
      shell: scalarOf(get(node, "shell")) ?? shell,
    };
    return [{ ...step, runsKamal: stepRunsKamal(step, starters) }];
  });
}

/** The programs of steps: `run`, and what actions are given to run. */
export function programsOf(steps: readonly WorkflowStep[]): ProgramText[] {
  return steps.flatMap((step) => {
    const { run, shell } = step;
    const ofRun = run ? programTexts(interpreterIn(shell?.text ?? "bash"), scalarText(run)) : [];
    const given = programsGiven(step).flatMap(({ text, interpreter, runsOn }) =>
      programTexts(interpreter, scalarText(text)).map((one) => ({ ...one, setting: { runsOn } })),
    );
    return [...ofRun, ...given].map((one) => ({
      ...one,
      program: withVariables(one.program, one.language === "shell" ? "${" : "_"),
    }));
  });
}

/** Of `bundle exec ruby {0}` it is ruby. */
function interpreterIn(shell: string): string {
  const words = shell.trim().split(/\s+/, MAX_WORDS);
  const at = words.findIndex(
    (word) => !/^(?:bundle|exec|poetry|uv|pipenv|run|env|sudo|-E|\w+=\S*)$/.test(word),
  );
  return words[at] ?? "";
}

const MAX_WORDS = 10;
