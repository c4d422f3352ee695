/** Files of the repository that the program of a step names, such as `bin/ship`. */
import type { Project } from "../../../documents/project.ts";
import { onceFor } from "../../../source/once-for.ts";

/** Programs of people name fewer. */
const MAX_WORDS = 200;

/** The texts of those that can be read. */
export function textsNamed(program: string, project: Project): string[] {
  const known = byPath(project);
  const words = program.split(/[\s;&|()"'`]+/, MAX_WORDS).map((word) => word.replace(/^(?:\.\/)+/, ""));
  return [...new Set(words)].flatMap((word) => known.get(word) ?? []);
}

const byPath = onceFor(({ documents }: Project): ReadonlyMap<string, string> => {
  return new Map(documents.map(({ source }) => [source.path, source.text]));
});
