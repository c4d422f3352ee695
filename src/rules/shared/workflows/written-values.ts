/** Values that a step hands to later ones: `echo "tag=$TAG" >> "$GITHUB_OUTPUT"`. */
import type { Project } from "../../../documents/project.ts";
import type { ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { contains } from "../../../source/span.ts";
import type { Flow } from "../scripts/printed-origin.ts";
import { flowsIn } from "../scripts/tainted-variables.ts";

/** The file that keeps them: for steps that ask for an output, or for the environment of all later ones. */
export type HandOver = "GITHUB_OUTPUT" | "GITHUB_ENV";

/** Where the values come from that a step writes under a name. */
export function valuesWritten(
  step: WorkflowStep,
  source: SourceText,
  name: string,
  file: HandOver,
  project: Project,
): Flow[] {
  return scriptsOf(step, source, project).flatMap((script) =>
    script.commands.flatMap((command) => {
      if (!filesWritten(command).includes(`$${file}`)) return [];
      const words = command.arguments.filter((word) => startsWith(word, `${name}=`));
      return words.map((word) => flowsIn(script)(word, command.inFunction));
    }),
  );
}

function startsWith({ parts: [first] }: ShellWord, text: string): boolean {
  return first?.kind === "literal" && first.text.startsWith(text);
}

function scriptsOf({ run }: WorkflowStep, { path }: SourceText, project: Project): readonly ShellScript[] {
  const scripts = scriptsByPath(project).get(path) ?? [];
  return run ? scripts.filter(({ span }) => contains(run.span, span)) : [];
}

const scriptsByPath = onceFor(({ documents }: Project): ReadonlyMap<string, readonly ShellScript[]> => {
  const scripts = documents.filter(
    (document): document is ShellScript => document.kind === "shell-script" && document.role === "workflow",
  );
  return Map.groupBy(scripts, ({ source }) => source.path);
});
