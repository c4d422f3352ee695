/** Secrets that a step puts into the environment of all later ones: `echo "DEPLOY=$KEY" >> "$GITHUB_ENV"`. */
import type { Project } from "../../../documents/project.ts";
import type { WordPart } from "../../../documents/shell/shell-script.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { partsHandedOn } from "./written-values.ts";

/** One of them. */
export interface HandedSecret {
  readonly step: WorkflowStep;
  readonly name: string;
  readonly secret: string;
}

/** Those of the steps of a job or an action; `secretsAt` tells of the variables that a step itself sees. */
export function secretsHandedOn(
  steps: readonly WorkflowStep[],
  source: SourceText,
  project: Project,
  secretsAt: (step: WorkflowStep) => ReadonlyMap<string, string>,
): HandedSecret[] {
  return steps.flatMap((step) =>
    [...partsHandedOn(step, source, project)].flatMap(([name, parts]) => {
      const secret = secretAmong(parts, source, secretsAt(step));
      return secret === undefined ? [] : [{ step, name, secret }];
    }),
  );
}

function secretAmong(
  parts: readonly WordPart[],
  { text }: SourceText,
  given: ReadonlyMap<string, string>,
): string | undefined {
  // `$(echo "$KEY" | base64 -d)`
  const inside = parts.flatMap((part) => (part.kind === "substitution" ? part.commands : []));
  const all = [...parts, ...inside.flatMap((command) => command.arguments.flatMap((word) => word.parts))];
  for (const part of all) {
    if (part.kind !== "variable" || /^(?:length|:?\+)$/.test(part.operator)) continue;
    const [, pasted] = /^\$\{\{\s{0,9}secrets\.(\w+)/.exec(text.slice(part.span.start, part.span.end)) ?? [];
    const secret = pasted ?? given.get(part.name);
    if (secret !== undefined) return secret;
  }
  return undefined;
}
