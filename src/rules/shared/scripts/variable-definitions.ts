/** What gives the variables of a script their values: assignments, loops, `read`, calls with arguments, files. */
import {
  commandName,
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
} from "../../../documents/shell/shell-script.ts";
import type { CheckedSince } from "./checked-variables.ts";
import { fileKey, filesFilledIn } from "./filled-files.ts";
import { CONSTANT, type Flow } from "./flow.ts";
import { type LookUp, valuesAt } from "./variable-values.ts";
import { inputFlow, printedBy, wordFlow } from "./word-flow.ts";

/** One of them: its flow depends on those of other variables. */
export type Definition = (lookUp: LookUp) => Flow;

/** A function's arguments are kept apart from those of others; its variables are not. */
export function keyOf(name: string, inFunction: string | undefined): string {
  return /^(?:\d+|[@*])$/.test(name) ? `${inFunction ?? ""} ${name}` : name;
}

/** All of a script, by the keys of what they give a value. */
export function definitionsIn(script: ShellScript, checked: CheckedSince): Map<string, Definition[]> {
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
