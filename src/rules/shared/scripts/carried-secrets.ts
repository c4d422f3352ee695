/** Variables, files and folders that a script has filled with secrets. */
import {
  feeders,
  type Redirection,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { EVERY_SECRET } from "../workflows/workflow-secrets.ts";
import {
  fallbackIn,
  handedOn,
  heldIn,
  variablesIn,
  withPaths,
  wordsCopied,
  wordsPrinted,
} from "./carried-words.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { outputsOf } from "./function-outputs.ts";
import { givenAway } from "./hidden-output.ts";
import { isSecretVariable } from "./secret-flows.ts";
import {
  EVERYTHING,
  fileNamed,
  filesRead,
  fromInput,
  type Material,
  printedMaterial,
  READS,
} from "./secret-sources.ts";

/** See the module comment. */
export interface Carried {
  readonly variables: ReadonlyMap<string, Material>;
  readonly files: ReadonlyMap<string, Material>;
  /** Variables that stand for a path or an address. */
  readonly paths: ReadonlyMap<string, string>;
  /** Names of variables that variables hold. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Functions that print such things. */
  readonly functions: ReadonlyMap<string, Material>;
  /** The variables that were printed into a file, by its path. */
  readonly printed: ReadonlyMap<string, readonly string[]>;
  /** The variables of which others were made: `body="{\"key\": \"$KEY\"}"`. */
  readonly made: ReadonlyMap<string, readonly string[]>;
  /** Variables that the workflow around a script fills, with the secret in each. */
  readonly given: ReadonlyMap<string, string>;
}

/** Reads a script once. */
export function carriedIn(script: ShellScript, given: ReadonlyMap<string, string> = new Map()): Carried {
  const { assignments, commands } = script;
  const all = [...given].filter(([, secret]) => secret === EVERY_SECRET);
  const variables = new Map(all.map(([name]) => [name, EVERYTHING]));
  const paths = pathsIn(assignments);
  const functions = functionsPrinting(script, paths);
  for (const { name, value } of assignments) {
    const printed = value && printedBy(substitutedCommands(value), functions);
    const material = printed ?? (value && (heldIn(value, variables) ?? handedOn(value, variables)));
    if (material) variables.set(name, material);
  }
  const files = new Map<string, Material>(exportedFiles(commands));
  const printed = new Map<string, readonly string[]>();
  const names = namesIn(assignments);
  const made = madeOf(assignments, names, given);
  const carried = { variables, files, names, functions, printed, made, paths, given };
  for (const command of commands) {
    const { name = "", arguments: words } = commandLine(command);
    const read = READ_INPUT.has(name) ? fromInput(command) : undefined;
    if (read) for (const { literal = "" } of words.slice(-1)) variables.set(literal, read);
    const file = fileWritten(command);
    if (file) fill(file, command, carried);
    for (const [path, copy] of COPY.has(name) ? copiesOf(command, files) : []) files.set(path, copy);
  }
  return carried;
}

/** `for name in DB_PASSWORD API_TOKEN; do …` */
function namesIn(assignments: ShellScript["assignments"]): Map<string, string[]> {
  const names = assignments.filter(({ value }) => /^[A-Za-z_]\w*$/.test(value?.literal ?? ""));
  const byVariable = Map.groupBy(names, ({ name }) => name);
  return new Map(
    [...byVariable].map(([name, all]) => [name, all.flatMap(({ value }) => value?.literal ?? [])]),
  );
}

function madeOf(
  assignments: ShellScript["assignments"],
  names: Carried["names"],
  given: Carried["given"],
): Map<string, string[]> {
  const made = new Map<string, string[]>();
  for (const { name, value } of assignments) {
    const words = value ? [value, ...wordsCopied(value)] : [];
    const used = words.flatMap((word) => variablesIn(word, { names }));
    const all = [...(made.get(name) ?? []), ...used, ...used.flatMap((one) => made.get(one) ?? [])];
    if (used.length > 0) made.set(name, atMost(all, given));
  }
  return made;
}

/** No text is put together of more; of those that are, the ones that count come first. */
function atMost(names: readonly string[], given: Carried["given"]): string[] {
  const all = [...new Set(names)];
  if (all.length <= MAX_MADE_OF) return all;
  const isSecret = (name: string): boolean => isSecretVariable(name) || given.has(name);
  return [...all.filter(isSecret), ...all.filter((one) => !isSecret(one))].slice(0, MAX_MADE_OF);
}

const MAX_MADE_OF = 100;

/** Of the items of a loop the one that names secrets. */
function pathsIn(assignments: ShellScript["assignments"]): Map<string, string> {
  const paths = new Map<string, string>();
  for (const { name, value, span } of assignments) {
    const path = value ? (value.literal ?? fallbackIn(value)) : "";
    if (!PATH.test(path)) continue;
    const isItem = value !== undefined && value.span.start >= span.end;
    if (!isItem || !fileNamed(paths.get(name) ?? "")) paths.set(name, path);
  }
  return paths;
}

const PATH = /^(?:\$HOME\/)?(?=[\w.~/*-]*$)[\w~*-]*[/.]|^https?:\/\//;

/** `collect() { for f in ~/.ssh/id_*; do base64 "$f"; done; }` */
function functionsPrinting(script: ShellScript, paths: ReadonlyMap<string, string>): Map<string, Material> {
  const found = new Map<string, Material>();
  const called = new Set(script.commands.map(({ name }) => name?.literal ?? ""));
  for (const [name, groups] of outputsOf(script))
    for (const commands of called.has(name) ? groups : []) {
      const shown = givenAway(commands);
      const material = printedMaterial(shown) ?? readByPath(shown, paths);
      if (material) found.set(name, material);
    }
  return found;
}

/** Files that are read under the name of a variable. */
function readByPath(
  commands: readonly ShellCommand[],
  paths: ReadonlyMap<string, string>,
): Material | undefined {
  const nested = commands.flatMap(({ arguments: words }) => words.flatMap(substitutedCommands));
  const reading = [...commands, ...nested].filter((one) => READS.test(commandLine(one).name ?? ""));
  const words = reading.flatMap(({ arguments: all }) => all).filter(({ literal }) => literal === undefined);
  return words.flatMap((word) => fileNamed(withPaths(word, { paths })) ?? [])[0];
}

/** What commands print of it, functions of the script among them. */
export function printedBy(
  commands: readonly ShellCommand[],
  functions: ReadonlyMap<string, Material>,
): Material | undefined {
  const called = functions.size === 0 ? [] : givenAway(commands);
  return (
    printedMaterial(commands) ?? called.flatMap(({ name }) => functions.get(name?.literal ?? "") ?? [])[0]
  );
}

/** What a command writes into a file: a material, or variables that may turn out to be secrets. */
function fill(file: string, command: ShellCommand, carried: Filling): void {
  const { variables, files, functions, printed } = carried;
  const printing = [...feeders(command), command];
  const words = printing.flatMap(wordsPrinted);
  const held = words.flatMap((word) => heldIn(word, variables) ?? [])[0];
  const material = printedBy(printing, functions) ?? copied(command, files) ?? held;
  if (material) files.set(file, material);
  const names = words.flatMap((word) => variablesIn(word, carried));
  if (names.length > 0) printed.set(file, names);
}

interface Filling extends Carried {
  readonly files: Map<string, Material>;
  readonly printed: Map<string, readonly string[]>;
}

const READ_INPUT: ReadonlySet<string> = new Set(["read", "mapfile", "readarray"]);
const ARCHIVE: ReadonlySet<string> = new Set(["tar", "zip", "gpg", "openssl"]);
const COPY: ReadonlySet<string> = new Set(["cp", "mv", "install"]);

/** Where a redirection puts what a command prints, or an archive what it packs. */
function fileWritten(command: ShellCommand): string | undefined {
  const { redirections, surrounding } = command;
  const { name = "", arguments: words } = commandLine(command);
  const written = [...redirections, ...surrounding].find(isWriting);
  const target = written?.target ?? (ARCHIVE.has(name) ? archiveAmong(words, name) : undefined);
  const file = target ? textOfWord(target) : "";
  return file === "" || /^(?:\d$|\/dev\/)/.test(file) ? undefined : file;
}

function isWriting({ operator, descriptor = "1", target }: Redirection): boolean {
  const isOutput = /^>{1,2}\|?$/.test(operator) && descriptor === "1";
  return isOutput && target?.literal?.startsWith("/dev/") !== true;
}

/** `set -a; source "$rendered"; set +a`: what every program gets as its environment. */
function exportedFiles(commands: readonly ShellCommand[]): [string, Material][] {
  const exports = commands.some(
    ({ name, arguments: words }) =>
      name?.literal === "set" && words.some(({ literal }) => /^-a$|^allexport$/.test(literal ?? "")),
  );
  if (!exports) return [];
  return commands.flatMap(({ name, arguments: [file] }): [string, Material][] =>
    /^(?:source|\.)$/.test(name?.literal ?? "") && file ? [[textOfWord(file), EXPORTED]] : [],
  );
}

const EXPORTED: Material = { what: "the settings that are exported here", many: true };

/** `cp .kamal/secrets* "$bundle/"`: the folder holds them from then on. */
function copiesOf(command: ShellCommand, files: ReadonlyMap<string, Material>): [string, Material][] {
  const [target, ...sources] = commandLine(command).arguments.map(folderOf).reverse();
  const material = sources.flatMap((path) => fileNamed(path) ?? files.get(path) ?? [])[0];
  return target !== undefined && material ? [[target, material]] : [];
}

function folderOf(word: ShellWord): string {
  return textOfWord(word).replace(/(?<=.)\/$/, "");
}

/** `gzip -c "$snapshot" > "$snapshot.gz"` of a file that holds such things. */
function copied(command: ShellCommand, files: ReadonlyMap<string, Material>): Material | undefined {
  const { name = "", arguments: words } = commandLine(command);
  const nested = words.flatMap(substitutedCommands).flatMap((inner) => inner.arguments); // `$(basename "$folder")`
  const read = [...(READS.test(name) ? [...words, ...nested].map(folderOf) : []), ...filesRead(command)];
  return files.size === 0 ? undefined : read.flatMap((file) => files.get(file) ?? [])[0];
}

/** The file that an archive is written to: by its ending, or the variable after `-czf`. */
function archiveAmong(words: readonly ShellWord[], name: string): ShellWord | undefined {
  const ending = words.find(({ literal }) => /\.(?:zip|t?gz|tar|enc|bz2|xz)$/.test(literal ?? ""));
  if (ending || !/^(?:tar|zip)$/.test(name)) return ending;
  const at = words.findIndex(({ literal = "" }) => /^-?[a-zA-Z]*c[a-zA-Z]*f$|^--file$|^-f$/.test(literal));
  const named = name === "tar" ? (at < 0 ? undefined : words[at + 1]) : words.find(isNoOption);
  return named && named.literal === undefined ? named : undefined;
}

function isNoOption(word: ShellWord): boolean {
  return !textOfWord(word).startsWith("-");
}
