/** The steps of a job or of a composite action, and the programs in them. */
import type { DerivedText } from "../../source/derived-text.ts";
import { scalarText } from "../yaml/scalar-text.ts";
import { get, itemsOf, scalarOf, type YamlNode, type YamlScalar } from "../yaml/yaml-node.ts";
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

/** The programs of `run` for a POSIX shell. */
export function shellProgramsOf(steps: readonly WorkflowStep[]): DerivedText[] {
  return steps.flatMap(({ run, shell }) =>
    run && (!shell || /^(?:ba|da|z)?sh\b/.test(shell.text)) ? [withVariables(scalarText(run))] : [],
  );
}
