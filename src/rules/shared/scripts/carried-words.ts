/** What words show of the secrets that a script carries in variables, files and folders. */
import {
  laterStages,
  type ShellCommand,
  type ShellWord,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { ALL_SECRETS } from "../workflows/workflow-secrets.ts";
import type { Carried } from "./carried-secrets.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { givenAway } from "./hidden-output.ts";
import { EVERYTHING, type Material } from "./secret-sources.ts";

/** What a variable in a word holds. */
export function heldIn(
  { parts, source }: ShellWord,
  variables: ReadonlyMap<string, Material>,
): Material | undefined {
  return parts.flatMap((part) => {
    if (part.kind !== "variable" || part.operator === "length") return [];
    const isAll = ALL_SECRETS.test(source.text.slice(part.span.start, part.span.end));
    return isAll ? [EVERYTHING] : (variables.get(part.name) ?? []);
  })[0];
}

/** Programs that print what they are given in another form. */
const PASSES_ON =
  /^(?:echo|printf|jq|base64|gzip|tr|sed|cut|fold|split|rev|xxd|od|openssl|python3?|ruby|perl|node)$/;

/** `body=$(jq -n --arg d "$blob" '{text: $d}')` */
export function handedOn(word: ShellWord, variables: ReadonlyMap<string, Material>): Material | undefined {
  return wordsPassedOn(word).flatMap((one) => heldIn(one, variables) ?? [])[0];
}

/** What the commands of a substitution print again: `$(printf %s "$KEY" | xxd -p)`. */
export function wordsPassedOn(word: ShellWord): ShellWord[] {
  return wordsOf(substitutedCommands(word).filter((command) => PASSES_ON.test(nameOf(command))));
}

/** Those of them that run no program of somebody's own, which may sign with what it is given. */
const COPIES = /^(?:echo|printf|jq|base64|gzip|tr|sed|cut|fold|split|rev|xxd|od)$/;

/** What they print with nothing done to it but another form. */
export function wordsCopied(word: ShellWord): ShellWord[] {
  const isCopied = (command: ShellCommand): boolean =>
    [[command], ...laterStages(command)].every((stage) => stage.some((one) => COPIES.test(nameOf(one))));
  return wordsOf(substitutedCommands(word).filter(isCopied));
}

function nameOf(command: ShellCommand): string {
  return commandLine(command).name ?? "";
}

function wordsOf(commands: readonly ShellCommand[]): ShellWord[] {
  return givenAway(commands).flatMap(({ arguments: words, redirections }) => [
    ...words,
    ...redirections.flatMap(({ operator, target }) => (operator === "<<<" && target ? [target] : [])),
  ]);
}

/** The words that a command prints as they are. */
export function wordsPrinted(command: ShellCommand): readonly ShellWord[] {
  const { name = "", arguments: words, line } = commandLine(command);
  return PRINTS.test(name) && !line.includes("::add-mask::")
    ? [...words, ...words.flatMap(wordsPassedOn)]
    : [];
}

const PRINTS = /^(?:echo|printf)$/;

/** The variables whose values a word shows; of `${!name}`, those that the loop around it names. */
export function variablesIn({ parts }: ShellWord, { names }: Pick<Carried, "names">): string[] {
  return parts.flatMap((part) => {
    if (part.kind !== "variable" || part.operator === "length" || /^:?\+$/.test(part.operator)) return [];
    return part.operator === "indirect" ? (names.get(part.name) ?? []) : [part.name];
  });
}

/** The text of a word with the paths and addresses that variables hold: `for f in ~/.ssh/id_*; do curl -T "$f" …`. */
export function withPaths(word: ShellWord, { paths }: Pick<Carried, "paths">): string {
  return word.parts
    .map((part) => (part.kind === "variable" && paths.get(part.name)) || fallbackIn({ parts: [part] }))
    .join("");
}

/** The start of a word as far as it is known: of `${URL:-https://…}` what it is when nobody sets it. */
export function fallbackIn(word: Pick<ShellWord, "parts">): string {
  const [first] = word.parts;
  const isDefault = first?.kind === "variable" && /^:?-$/.test(first.operator);
  return textOfWord(isDefault ? { parts: [...first.inner, ...word.parts.slice(1)] } : word);
}
