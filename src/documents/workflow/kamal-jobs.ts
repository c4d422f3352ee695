/** Which jobs run Kamal. */
import { get, scalarOf, type YamlMap } from "../yaml/yaml-node.ts";
import { programsGiven } from "./given-programs.ts";
import { callsKamal, withoutComments } from "./kamal-commands.ts";
import type { WorkflowStep } from "./workflow.ts";

/**
 * True for a job that calls Kamal, through a command, an image, an action, a reusable workflow, or a script, task or action of
 * the repository that does: `starters` are patterns of those.
 */
export function runsKamal(
  job: YamlMap,
  steps: readonly WorkflowStep[],
  starters: readonly RegExp[] = [],
): boolean {
  const called = [scalarOf(get(job, "uses")), ...steps.map(({ uses }) => uses)];
  const starts = (text: string): boolean => starters.some((starter) => starter.test(text));
  if (called.some((uses) => uses !== undefined && (/kamal/i.test(uses.text) || starts(uses.text))))
    return true;
  const programs = steps.flatMap((step) => [step.run, ...programsGiven(step).map(({ text }) => text)]);
  return programs.some((program) => {
    const text = withoutComments(program?.text ?? "");
    return callsKamal(text) || starts(text);
  });
}
