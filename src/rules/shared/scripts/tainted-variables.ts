/** Where the values of a script's variables come from, as far as its assignments, loops, reads and calls tell. */

import {
  commandName,
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";
import type { Span } from "../../../source/span.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import { type CheckedSince, checksSince } from "./checked-variables.ts";
import { originOfVariable } from "./environment-variables.ts";
import { fileKey, filesFilledIn, isFilledIn } from "./filled-files.ts";
import { CONSTANT, type Flow, type FlowSource, type Origin, worst } from "./flow.ts";
import { outputsOf } from "./function-outputs.ts";
import { type ContentOf, makesHarmless, type OutputOf, printedFlow } from "./printed-origin.ts";

/** What the shell itself fills: with what the script is started with or is told, or with text without surprises. */
const GIVEN = /^(?:REPLY|OPTARG|\d+|[@*])$/;
const SETTLED = /^(?:[?$#!0_-]|RANDOM|SECONDS|LINENO|E?UID|PPID|OSTYPE|BASH\w*|FUNCNAME|PIPESTATUS)$/;

/** Tells the flow of a word that stands in the given function, or outside of any. */
export type FlowOf = (word: Pick<ShellWord, "parts">, inFunction: string | undefined) => Flow;

/** Something that gives a variable a value: its flow depends on those of other variables. */
type Definition = (lookUp: LookUp) => Flow;
type LookUp = (name: string, inFunction: string | undefined, at: Place) => Flow;

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

/** A function's arguments are kept apart from those of others; its variables are not. */
function keyOf(name: string, inFunction: string | undefined): string {
  return /^(?:\d+|[@*])$/.test(name) ? `${inFunction ?? ""} ${name}` : name;
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

function definitionsIn(script: ShellScript, checked: CheckedSince): Map<string, Definition[]> {
  const definitions = new Map<string, Definition[]>();
  const add = (key: string, definition: Definition): void => {
    const others = definitions.get(key);
    if (others) others.push(definition);
    else definitions.set(key, [definition]);
  };
  const ofWord = (word: ShellWord, inFunction: string | undefined): Definition => {
    return (lookUp) => wordFlow(word, valuesAt(lookUp, inFunction, checked, script));
  };
  for (const { name, value, inFunction } of script.assignments)
    add(name, value ? ofWord(value, inFunction) : () => CONSTANT);
  for (const { path, command, downloaded } of filesFilledIn(script))
    add(fileKey(path), (lookUp) => {
      if (downloaded) return downloaded;
      const { inFunction } = command;
      const values = valuesAt(lookUp, inFunction, checked, script);
      return printedBy([...feeders(command), command], values);
    });
  const functions = new Set(script.commands.map(({ inFunction }) => inFunction));
  for (const command of script.commands) {
    const { inFunction } = command;
    const name = commandName(command);
    for (const variable of variablesRead(command, name))
      add(variable, (lookUp) => inputFlow(command, valuesAt(lookUp, inFunction, checked, script)));
    const printed = variablePrinted(command, name);
    if (printed !== undefined)
      add(printed, (lookUp) => {
        return printedBy([command], valuesAt(lookUp, inFunction, checked, script));
      });
    for (const [argument, word] of argumentsSet(command, name))
      add(keyOf(argument, inFunction), ofWord(word, inFunction));
    if (name === undefined || !functions.has(name)) continue;
    for (const [index, word] of command.arguments.slice(0, MAX_ARGUMENTS).entries())
      for (const argument of [String(index + 1), "@", "*"])
        add(keyOf(argument, name), ofWord(word, inFunction));
  }
  return definitions;
}

/** `set -- a "$b"`; what is split has a piece in each of them. */
function argumentsSet({ arguments: words }: ShellCommand, name: string | undefined): [string, ShellWord][] {
  if (name !== "set" || words[0]?.literal !== "--") return [];
  return words
    .slice(1, 10)
    .flatMap((word, index): [string, ShellWord][] => [
      ...(isSplit(word) ? ["1", "2", "3"] : [String(index + 1)]).map((at): [string, ShellWord] => [at, word]),
      ["@", word],
      ["*", word],
    ]);
}

function isSplit({ parts: [part, ...others] }: ShellWord): boolean {
  return others.length === 0 && part?.kind !== "literal" && part?.quotes === "none";
}

/** Nobody counts further. */
const MAX_ARGUMENTS = 50;

function variablesRead(command: ShellCommand, name: string | undefined): string[] {
  if (name !== "read" && name !== "mapfile" && name !== "readarray") return [];
  const prompt = command.arguments.findIndex(({ literal }) => literal === "-p");
  const words = command.arguments.filter((_, index) => prompt < 0 || index !== prompt + 1);
  return words.flatMap(({ literal = "" }) => (/^[A-Za-z_]\w*$/.test(literal) ? [literal] : []));
}

/** `printf -v NAME …` */
function variablePrinted({ arguments: words }: ShellCommand, name: string | undefined): string | undefined {
  return name === "printf" && words[0]?.literal === "-v" ? words[1]?.literal : undefined;
}

/** What variables and functions give at a place of the script. */
interface Values {
  /** The variables that an expansion stands for: `${!X}` is what `X` names. */
  readonly namesOf: (part: WordPart & { readonly kind: "variable" }) => readonly string[];
  readonly ofVariable: (name: string, span: Span) => Flow;
  readonly outputOf: OutputOf;
  readonly contentOf: ContentOf;
}

function printedBy(commands: readonly ShellCommand[], values: Values): Flow {
  return printedFlow(commands, (word) => wordFlow(word, values), values.outputOf, values.contentOf);
}

/**
 * A variable of which the script has made sure is as good as a constant. What another language fills in is that language's
 * affair: the rules over programs follow it to its source.
 */
function valuesAt(
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

function wordFlow({ parts }: Pick<ShellWord, "parts">, values: Values): Flow {
  return worst(parts.map((part) => partFlow(part, values)));
}

function partFlow(part: WordPart, values: Values): Flow {
  if (part.kind === "literal")
    return part.quotes === "none" && part.text.includes("*") ? FILE_NAMES : CONSTANT;
  if (part.kind === "arithmetic") return CONSTANT;
  if (part.kind === "variable") return expansionFlow(part, values);
  return printedBy(part.commands, values);
}

/** What a wildcard stands for. */
const FILE_NAMES: Flow = { origin: "given", source: undefined };

/** `${X@Q}` is quoted for the shell, `${#X}` a number; the word after `:-` may stand in for the variable. */
function expansionFlow(part: WordPart & { readonly kind: "variable" }, values: Values): Flow {
  const { operator, inner } = part;
  if (operator === "length" || operator === "@Q" || removesAllButWords(part)) return CONSTANT;
  const instead = /^:?[-=+]$/.test(operator) ? inner.map((word) => partFlow(word, values)) : [];
  const own = (): Flow => worst(values.namesOf(part).map((one) => values.ofVariable(one, part.span)));
  return worst(/^:?\+$/.test(operator) ? instead : [own(), ...instead]);
}

/** `${X//[^a-z0-9]/-}` */
function removesAllButWords({ operator, inner }: WordPart & { readonly kind: "variable" }): boolean {
  const [first] = inner;
  return operator === "//" && first?.kind === "literal" && /^\[[!^][\w.:@%+=,[\]-]+\]/.test(first.text);
}

/** What `read` gets: through a pipe, from a file or a string, or typed by the person who runs the script. */
function inputFlow(read: ShellCommand, values: Values): Flow {
  const flowOf = (word: Pick<ShellWord, "parts">): Flow => wordFlow(word, values);
  const typed: Flow = { origin: "given", source: { what: "`read`", at: read, isRef: false } };
  const fed = feeders(read);
  if (fed.length > 0) return makesHarmless(fed.at(-1)) ? CONSTANT : printedBy(fed, values);
  const [input] = [...read.redirections, ...read.surrounding].filter(({ operator }) =>
    operator.startsWith("<"),
  );
  if (input?.heredoc) return worst(input.heredoc.parts.map((part) => partFlow(part, values)));
  const isText = input?.operator === "<<<" || input?.target?.parts.some((part) => part.kind === "process");
  if (isText && input?.target) return flowOf(input.target);
  const content = input?.target ? values.contentOf(input.target) : CONSTANT;
  if (content.origin !== "constant") return content;
  return input ? { ...typed, origin: "unknown" } : typed;
}

/** The variable a flow comes from, for those that come from one. */
export function variableOf({ source }: Flow): string | undefined {
  return /^`\$(\w+)`$/.exec(source?.what ?? "")?.[1];
}
