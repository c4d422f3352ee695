/** Whether a variable at the start of a path can turn out empty. */
import type {
  ShellAssignment,
  ShellScript,
  ShellWord,
  WordPart,
} from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { onceFor } from "../../../source/once-for.ts";
import { checksIn } from "./checked-variables.ts";

/** Set by the system, the runner or Kamal, and never empty in practice. */
const NEVER_EMPTY =
  /^(?:HOME|PWD|OLDPWD|TMPDIR|BASH_SOURCE|0|RUNNER_TEMP|GITHUB_WORKSPACE|CI_PROJECT_DIR|USER|KAMAL_(?:VERSION|SERVICE|PERFORMER|HOSTS|COMMAND|RECORDED_AT))$/;

/** True when the part has a value in any case. */
export type HasValue = (part: WordPart, inFunction: string | undefined) => boolean;

/** Reads a script's checks and assignments once; `given` is what its surroundings set. */
export function valuesIn(script: ShellScript, given: ReadonlyMap<string, string> = new Map()): HasValue {
  const checked = checksIn(script);
  const assigned = Map.groupBy(script.assignments, ({ name }) => name);
  const hasValue = (part: WordPart, inFunction: string | undefined, depth: number): boolean => {
    if (part.kind === "literal") return part.text !== "";
    if (part.kind === "arithmetic") return true;
    if (part.kind === "substitution") return printsPath(part);
    if (part.kind !== "variable") return false;
    const { name, operator, inner } = part;
    if (/^:?\?$/.test(operator) || NEVER_EMPTY.test(name)) return true;
    if (/^:[-=]$/.test(operator) && inner.some((one) => hasValue(one, inFunction, depth + 1))) return true;
    if (checked(name, "nonempty", part.span.start, inFunction)) return true;
    const values = assigned.get(name) ?? [];
    if (values.length === 0) return given.has(name);
    if (!stopsAtUnset(script) && isSetInBranchOnly(values, part.span.start, inFunction))
      return given.has(name);
    if (depth > MAX_DEPTH) return false;
    return values.every(({ value }) => value !== undefined && wordHasValue(value, inFunction, depth + 1));
  };
  const wordHasValue = ({ parts }: ShellWord, inFunction: string | undefined, depth: number): boolean =>
    parts.some((part) => hasValue(part, inFunction, depth));
  return (part, inFunction) => hasValue(part, inFunction, 0);
}

/** `if …; then DIR=/srv/x; fi`: behind it, the variable may not have been set. */
function isSetInBranchOnly(
  values: readonly ShellAssignment[],
  at: number,
  inFunction: string | undefined,
): boolean {
  const [only, ...others] = values;
  if (!only?.branch || others.length > 0 || only.inFunction !== inFunction) return false;
  return only.branch.end < at;
}

/** `set -u` ends the script where a variable has not been set. */
const stopsAtUnset: (script: ShellScript) => boolean = onceFor(({ commands }) =>
  commands.some(
    ({ name, arguments: words }) =>
      name?.literal === "set" && words.some(({ literal }) => /^-[a-zA-Z]*u|^nounset$/.test(literal ?? "")),
  ),
);

/** Variables set from variables set from variables. */
const MAX_DEPTH = 5;

/** Programs that print a path or fail. */
function printsPath({ commands }: WordPart & { readonly kind: "substitution" }): boolean {
  const last = commands.at(-1);
  if (!last) return false;
  const { name = "", arguments: words } = invocationOf(last);
  if (name === "git") return words.some(({ literal }) => literal === "--show-toplevel");
  return /^(?:mktemp|pwd|dirname|realpath|readlink|date|find|ls|basename)$/.test(name);
}
