/** What the variables of a script hold, its functions print and its files contain, at a place of it. */
import type { ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import type { Place } from "../../../source/source-text.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import type { CheckedSince } from "./checked-variables.ts";
import { fileKey, isFilledIn } from "./filled-files.ts";
import { CONSTANT, type Flow, type FlowSource, worst } from "./flow.ts";
import { outputsOf } from "./function-outputs.ts";
import { printedBy, type Values, wordFlow } from "./word-flow.ts";

/** The flow of a variable, or of what a file is filled with. */
export type LookUp = (name: string, inFunction: string | undefined, at: Place) => Flow;

/**
 * A variable of which the script has made sure is as good as a constant. What another language fills in is that language's
 * affair: the rules over programs follow it to its source.
 */
export function valuesAt(
  lookUp: LookUp,
  inFunction: string | undefined,
  checked: CheckedSince,
  script: ShellScript,
  depth = 0,
): Values {
  const { source, filledIn } = script;
  const values: Values = {
    namesOf: ({ name, operator }) => (operator === "indirect" ? namesHeldBy(name, script) : [name]),
    ofVariable: (name, span) => {
      if (filledIn?.has(span.start)) return CONSTANT;
      const since = checked(name, "pattern", span.start, inFunction);
      if (since === undefined) return lookUp(name, inFunction, { source, span });
      const later = setBetween(name, since, span.start, inFunction, script);
      return worst(later.map((value) => wordFlow(value, values)));
    },
    outputOf: (name) => {
      const printing = depth < MAX_CALLS ? outputsOf(script).get(name) : undefined;
      if (!printing) return undefined;
      const inside = valuesAt(lookUp, name, checked, script, depth + 1);
      return worst(printing.map((commands) => printedBy(commands, inside)));
    },
    contentOf: (word) => {
      const path = spelling(word);
      if (HEAD_OF_GIT.test(path)) return { origin: "outside", source: headOfGit(script) };
      if (!isFilledIn(path, script)) return CONSTANT;
      return lookUp(fileKey(path), undefined, { source, span: script.span });
    },
  };
  return values;
}

/** `.git/HEAD`, `$(git rev-parse --git-dir)/HEAD`: it holds the name of the branch. */
const HEAD_OF_GIT = /(?:^|\/)\.git\/HEAD$|^\$(?:\(\)|\w*GIT_?DIR)\/HEAD$/i;

function headOfGit({ source, span }: ShellScript): FlowSource {
  return { what: "the branch in `.git/HEAD`", at: { source, span }, isRef: true };
}

/** The names among the constants that a variable is set to; itself when there are none. */
function namesHeldBy(name: string, script: ShellScript): string[] {
  const held = assignmentsTo(name, script).flatMap(({ value }) => value?.literal ?? []);
  const names = held.filter((text) => /^[A-Za-z_]\w*$/.test(text));
  return names.length > 0 ? names : [name];
}

/** Functions that print what functions print. */
const MAX_CALLS = 3;

/** What a variable is set to after it was checked: `tag="$tag-$2"`. */
function setBetween(
  name: string,
  since: number,
  until: number,
  inFunction: string | undefined,
  script: ShellScript,
): ShellWord[] {
  return assignmentsTo(name, script)
    .filter(({ span }) => span.start >= since && span.end <= until)
    .filter((one) => one.inFunction === inFunction)
    .slice(-MAX_LATER)
    .flatMap(({ value }) => value ?? []);
}

/** Each of them may look at the ones before it. */
const MAX_LATER = 3;
