/** Variables that a Dockerfile sets itself, for the programs of its RUN lines. */
import { scopeAtEnd } from "../../../documents/dockerfile/variables.ts";
import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";

/** Their values by name; none for a program that stands anywhere else. */
export function imageVariables(
  { source }: Pick<ShellScript, "source">,
  project: Project,
): ReadonlyMap<string, string> {
  return byFile(project).get(source.path) ?? NONE;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Stages share their names in practice, so that all of a file's are taken together. */
const byFile = onceFor(({ documents }: Project): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const dockerfiles = documents.filter((document) => document.kind === "dockerfile");
  return new Map(
    dockerfiles.map((dockerfile) => {
      const variables = dockerfile.stages.flatMap((stage) => [...scopeAtEnd(stage, dockerfile)]);
      const set = variables.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
      return [dockerfile.source.path, new Map(set)];
    }),
  );
});
