/** Where the values of a script's variables come from, as far as its assignments, loops, reads and calls tell. */
import {
  commandName,
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { makesHarmless, type Origin, printedOrigin, worst } from "./printed-origin.ts";

/** Text that people outside the team can choose, directly or through a branch, tag or commit. */
const OUTSIDE =
  /^(?:KAMAL_(?:PERFORMER|VERSION|SERVICE_VERSION|HOSTS|ROLES?|DESTINATION|SERVICE)|GITHUB_(?:HEAD_REF|REF|REF_NAME|BASE_REF|ACTOR|EVENT_PATH)|CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|AUTHOR|BRANCH|TAG|REF_NAME)|BRANCH_NAME|REPLY)$/;

/** Set by the shell, the system or the runner to text without surprises. */
const SETTLED =
  /^(?:[?$#!0_-]|PWD|OLDPWD|HOME|SHELL|RANDOM|SECONDS|LINENO|E?UID|PPID|HOSTNAME|OSTYPE|BASH\w*|FUNCNAME|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER|WORKSPACE)|CI_COMMIT_(?:SHA|SHORT_SHA)|KAMAL_(?:COMMAND|SUBCOMMAND|LOCK|RECORDED_AT|RUNTIME))$/;

/** Tells the origin of a word that stands in the given function, or outside of any. */
export type OriginOf = (word: ShellWord, inFunction: string | undefined) => Origin;

/** Something that gives a variable a value: its origin depends on those of other variables. */
type Definition = (lookUp: LookUp) => Origin;
type LookUp = (name: string, inFunction: string | undefined) => Origin;

/** Reads a script once; the result answers for any of its words. */
export function originsIn(script: ShellScript): OriginOf {
  const lookUp = settle(definitionsIn(script));
  return (word, inFunction) => wordOrigin(word, (name) => lookUp(name, inFunction));
}

/** Values travel along chains of assignments; scripts in which they travel longer are given up as unknown. */
const MAX_ROUNDS = 20;

/** Origins only ever get worse, so going round until nothing changes finds them, cycles included. */
function settle(definitions: ReadonlyMap<string, readonly Definition[]>): LookUp {
  const origins = new Map<string, Origin>();
  let current = "";
  const lookUp: LookUp = (name, inFunction) => {
    const key = keyOf(name, inFunction);
    const alone = key === current && (definitions.get(key)?.length ?? 0) < 2;
    return definitions.has(key) && !alone ? (origins.get(key) ?? "constant") : unassigned(name);
  };
  for (let round = 0, changed = true; changed; round++) {
    changed = false;
    for (const [key, values] of definitions) {
      current = key;
      const origin = round > MAX_ROUNDS ? "unknown" : worst(values.map((value) => value(lookUp)));
      if (origin === (origins.get(key) ?? "constant") || origins.get(key) === "outside") continue;
      origins.set(key, origin);
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
function unassigned(name: string): Origin {
  if (OUTSIDE.test(name)) return "outside";
  return SETTLED.test(name) ? "constant" : "unknown";
}

function definitionsIn(script: ShellScript): Map<string, Definition[]> {
  const definitions = new Map<string, Definition[]>();
  const add = (key: string, definition: Definition): void => {
    const others = definitions.get(key);
    if (others) others.push(definition);
    else definitions.set(key, [definition]);
  };
  const ofWord = (word: ShellWord, inFunction: string | undefined): Definition => {
    return (lookUp) => wordOrigin(word, (name) => lookUp(name, inFunction));
  };
  for (const { name, value, inFunction } of script.assignments)
    add(name, value ? ofWord(value, inFunction) : () => "constant");
  const functions = new Set(script.commands.map(({ inFunction }) => inFunction));
  for (const command of script.commands) {
    const { inFunction } = command;
    const name = commandName(command);
    for (const variable of variablesRead(command, name))
      add(variable, (lookUp) => inputOrigin(command, (inner) => lookUp(inner, inFunction)));
    if (name === undefined || !functions.has(name)) continue;
    for (const [index, word] of command.arguments.entries())
      for (const argument of [String(index + 1), "@", "*"])
        add(keyOf(argument, name), ofWord(word, inFunction));
  }
  return definitions;
}

function variablesRead(command: ShellCommand, name: string | undefined): string[] {
  if (name !== "read" && name !== "mapfile" && name !== "readarray") return [];
  return command.arguments.flatMap(({ literal = "" }) => (/^[A-Za-z_]\w*$/.test(literal) ? [literal] : []));
}

type OfVariable = (name: string) => Origin;

function wordOrigin({ parts }: ShellWord, ofVariable: OfVariable): Origin {
  return worst(parts.map((part) => partOrigin(part, ofVariable)));
}

function partOrigin(part: WordPart, ofVariable: OfVariable): Origin {
  if (part.kind === "literal")
    return part.quotes === "none" && part.text.includes("*") ? "unknown" : "constant";
  if (part.kind === "arithmetic") return "constant";
  if (part.kind === "variable") return expansionOrigin(part, ofVariable);
  return printedOrigin(part.commands, (word) => wordOrigin(word, ofVariable));
}

/** `${X@Q}` is quoted for the shell, `${#X}` a number; the word after `:-` may stand in for the variable. */
function expansionOrigin(part: WordPart & { readonly kind: "variable" }, ofVariable: OfVariable): Origin {
  const { name, operator, inner } = part;
  if (operator === "length" || operator === "@Q") return "constant";
  const instead = /^:?[-=+]$/.test(operator) ? inner.map((word) => partOrigin(word, ofVariable)) : [];
  return worst(/^:?\+$/.test(operator) ? instead : [ofVariable(name), ...instead]);
}

/** What `read` gets: through a pipe, from a file or a string, or typed by the person who runs the script. */
function inputOrigin(read: ShellCommand, ofVariable: OfVariable): Origin {
  const originOf = (word: ShellWord): Origin => wordOrigin(word, ofVariable);
  const fed = feeders(read);
  if (fed.length > 0) return makesHarmless(fed.at(-1)) ? "constant" : printedOrigin(fed, originOf);
  const [input] = [...read.redirections, ...read.surrounding].filter(({ operator }) =>
    operator.startsWith("<"),
  );
  if (input?.heredoc) return worst(input.heredoc.parts.map((part) => partOrigin(part, ofVariable)));
  const isText = input?.operator === "<<<" || input?.target?.parts.some((part) => part.kind === "process");
  return isText && input?.target ? originOf(input.target) : "unknown";
}
