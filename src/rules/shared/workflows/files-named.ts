/** Files of the repository that the program of a step names, such as `bin/ship`. */
import type { Project } from "../../../documents/project.ts";

/** Programs of people name fewer. */
const MAX_WORDS = 200;

/** The texts of those that can be read, files of tasks included. */
export function textsNamed(program: string, { opened }: Project): string[] {
  const words = program.split(/[\s;&|()"'`]+/, MAX_WORDS).map((word) => word.replace(/^(?:\.\/)+/, ""));
  return [...new Set(words)].flatMap((word) => opened.get(word)?.source.text ?? []);
}
