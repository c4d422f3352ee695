/** Variables that only ever hold text without blanks and wildcards, so that quotes would change nothing. */
import type { ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";

const PLAIN_TEXT = /^[\w./:@%+=,-]*$/;

/** Numbers and names that the shell or the runner sets. */
const ALWAYS_PLAIN =
  /^(?:PPID|UID|EUID|RANDOM|SECONDS|LINENO|BASHPID|HOSTNAME|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|ACTOR_ID|REPOSITORY_ID)|CI_(?:COMMIT_SHA|COMMIT_SHORT_SHA|PIPELINE_ID|JOB_ID))$/;

/** True for a variable whose every value the script spells out as one plain word. */
export type IsPlain = (name: string, inFunction: string | undefined) => boolean;

/** Reads a script's assignments once; `given` is what its surroundings set. */
export function plainVariables(script: ShellScript, given: ReadonlyMap<string, string> = new Map()): IsPlain {
  const assigned = Map.groupBy(script.assignments, ({ name }) => name);
  const known = new Map<string, boolean>();
  const isPlain = (name: string, depth: number): boolean => {
    const earlier = known.get(name);
    if (earlier !== undefined) return earlier;
    const plain = judge(name, depth);
    if (depth === 0) known.set(name, plain);
    return plain;
  };
  const judge = (name: string, depth: number): boolean => {
    const values = assigned.get(name);
    if (!values || depth > MAX_DEPTH)
      return ALWAYS_PLAIN.test(name) || PLAIN_TEXT.test(given.get(name) ?? " ");
    return values.every(({ value }) => value === undefined || isPlainWord(value, depth));
  };
  const isPlainWord = ({ parts }: ShellWord, depth: number): boolean =>
    parts.every((part) => {
      if (part.kind === "literal") return PLAIN_TEXT.test(part.text);
      if (part.kind === "arithmetic") return true;
      if (part.kind === "variable")
        return (
          /^[#?$!]$/.test(part.name) ||
          part.operator === "length" ||
          (part.operator === "" && isPlain(part.name, depth + 1))
        );
      return false;
    });
  return (name) => isPlain(name, 0);
}

/** Variables set from variables set from variables. */
const MAX_DEPTH = 5;
