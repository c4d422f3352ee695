/** Which jobs and steps run Kamal. */
import { get, scalarOf, type YamlMap, type YamlScalar } from "../yaml/yaml-node.ts";
import { programsGiven } from "./given-programs.ts";
import { callsKamal, withoutComments } from "./kamal-commands.ts";
import type { WorkflowStep } from "./workflow.ts";

/**
 * True for a job that calls Kamal, through a step or a reusable workflow of that name: `starters` are patterns of what in the
 * repository does.
 */
export function runsKamal(
  job: YamlMap,
  steps: readonly WorkflowStep[],
  starters: readonly RegExp[],
): boolean {
  return steps.some((step) => step.runsKamal) || usesKamal(scalarOf(get(job, "uses")), starters);
}

/** True for a step that calls Kamal, through a command, an image, an action, or a script, task or action of the repository that does. */
export function stepRunsKamal(
  step: Pick<WorkflowStep, "uses" | "run" | "node">,
  starters: readonly RegExp[],
): boolean {
  if (usesKamal(step.uses, starters)) return true;
  const programs = [step.run, ...programsGiven(step).map(({ text }) => text)];
  return programs.some((program) => {
    const text = withoutComments(program?.text ?? "");
    return callsKamal(text) || starters.some((starter) => starter.test(text));
  });
}

function usesKamal(uses: YamlScalar | undefined, starters: readonly RegExp[]): boolean {
  if (uses === undefined) return false;
  return /kamal/i.test(uses.text) || starters.some((starter) => starter.test(uses.text));
}
