/** Where the values of a script's variables come from, as far as its assignments, loops, reads and calls tell. */

import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
} from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";
import { type CheckedSince, checksSince } from "./checked-variables.ts";
import { originOfVariable } from "./environment-variables.ts";
import { CONSTANT, type Flow, type Origin, worst } from "./flow.ts";
import { type Definition, definitionsIn, keyOf } from "./variable-definitions.ts";
import { type LookUp, valuesAt } from "./variable-values.ts";
import { wordFlow } from "./word-flow.ts";

/** What the shell itself fills: with what the script is started with or is told, or with text without surprises. */
const GIVEN = /^(?:REPLY|OPTARG|\d+|[@*])$/;
const SETTLED = /^(?:[?$#!0_-]|RANDOM|SECONDS|LINENO|E?UID|PPID|OSTYPE|BASH\w*|FUNCNAME|PIPESTATUS)$/;

/** Tells the flow of a word that stands in the given function, or outside of any. */
export type FlowOf = (word: Pick<ShellWord, "parts">, inFunction: string | undefined) => Flow;

/** Reads a script once; the result answers for any of its words. */
export const flowsIn: (script: ShellScript) => FlowOf = onceFor((script) =>
  flowsWith(script, checksSince(script)),
);

/** The same where more is known of what has been checked than the script itself tells. */
export function flowsWith(script: ShellScript, checked: CheckedSince): FlowOf {
  let lookUp: LookUp | undefined; // most scripts have nothing that a rule would follow
  return (word, inFunction) => {
    lookUp ??= settle(definitionsIn(script, checked));
    return wordFlow(word, valuesAt(lookUp, inFunction, checked, script));
  };
}

/** Values travel along chains of assignments; scripts in which they travel longer are given up as unknown. */
const MAX_ROUNDS = 20;

/** Origins only ever get worse, so going round until nothing changes finds them, cycles included. */
function settle(definitions: ReadonlyMap<string, readonly Definition[]>): LookUp {
  const flows = new Map<string, Flow>();
  let current = "";
  const lookUp: LookUp = (name, inFunction, at) => {
    const key = keyOf(name, inFunction);
    const alone = key === current && (definitions.get(key)?.length ?? 0) < 2;
    return definitions.has(key) && !alone ? (flows.get(key) ?? CONSTANT) : unassigned(name, inFunction, at);
  };
  for (let round = 0, changed = true; changed; round++) {
    changed = false;
    for (const [key, values] of definitions) {
      current = key;
      const found = worst(values.map((value) => value(lookUp)));
      const flow: Flow = round > MAX_ROUNDS ? { ...found, origin: "unknown" } : found;
      const earlier = (flows.get(key) ?? CONSTANT).origin;
      if (flow.origin === earlier || earlier === "outside") continue;
      flows.set(key, flow);
      changed = true;
    }
  }
  current = "";
  return lookUp;
}

/** What the environment, the shell or the person who starts the script gives. */
function unassigned(name: string, inFunction: string | undefined, at: Place): Flow {
  const origin = originOfUnassigned(name, inFunction);
  if (origin === "constant") return CONSTANT;
  return { origin, source: { what: `\`$${name}\``, at, isRef: /BRANCH|TAG$|REF/.test(name) } };
}

function originOfUnassigned(name: string, inFunction: string | undefined): Origin {
  if (SETTLED.test(name)) return "constant";
  if (GIVEN.test(name)) return inFunction !== undefined && /^[\d@*]/.test(name) ? "unknown" : "given";
  return originOfVariable(name);
}

/** The flow of what comes in through the pipe in front of a command: of what those print, also out of files and functions. */
export function flowFedTo(command: ShellCommand, flowOf: FlowOf): Flow {
  const { span, inFunction } = command;
  const printed = { kind: "substitution", commands: feeders(command), quotes: "none", span } as const;
  return flowOf({ parts: [printed] }, inFunction);
}

/** The variable a flow comes from, for those that come from one. */
export function variableOf({ source }: Flow): string | undefined {
  return /^`\$(\w+)`$/.exec(source?.what ?? "")?.[1];
}
