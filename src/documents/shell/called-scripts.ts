/** Programs of the repository that a script runs or reads in: they are scripts of the deployment too. */
import { posix } from "node:path";
import { BINSTUB } from "../deployment-scripts.ts";
import type { FileReference } from "../referenced-files.ts";
import { languageOfInterpreter, type ScriptLanguage } from "../script-language.ts";
import { inlineProgram } from "./embedded-programs.ts";
import { inputFiles, redirectedFiles } from "./input-files.ts";
import { interpreterOf, programFile, runsItsInput } from "./runs-input.ts";
import { isShellName } from "./shell-names.ts";
import {
  commandName,
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  substitutedCommands,
  type WordPart,
} from "./shell-script.ts";
import { invocationOf, runWordOf } from "./wrappers.ts";

/** People's scripts call fewer. */
const MAX_CALLED = 60;

/** References to every path that a script may mean; those that don't exist do no harm. */
export function scriptsCalledBy(script: ShellScript): FileReference[] {
  const folders = new FolderNames(script);
  const home = script.role === "dockerfile" && script.setting ? "container" : "here";
  const called = script.commands
    .filter(({ runsOn }) => runsOn === home)
    .flatMap((command) => programWords(command).map((word) => ({ word, runBy: runnerOf(command) })))
    .slice(0, MAX_CALLED);
  // what a container starts with runs there, not where the deployment does
  const role = script.role === "dockerfile" && script.setting ? "entrypoint" : "script";
  const found = called.flatMap(({ word, runBy }) =>
    pathsOf(word, folders, script.source.path, runBy !== undefined).map((path) => ({ path, runBy })),
  );
  const distinct = new Map(found.map((one) => [`${one.runBy} ${one.path}`, one]));
  return [...distinct.values()].map(({ path, runBy }) => ({
    path,
    role,
    form: "file",
    ...(runBy ? { runBy } : {}),
  }));
}

/** The language of what a command runs; undefined when the file itself says it. */
function runnerOf(command: ShellCommand): ScriptLanguage | undefined {
  const { name = "", arguments: words } = invocationOf(command);
  if (/^(?:source|\.|ssh|eval)$/.test(name) || isShellName(name)) return "shell";
  if (name === "rails") return "ruby";
  const program = RUNNERS.test(name)
    ? words.find(({ literal }) => told(literal) !== undefined)?.literal
    : name;
  return told(program);
}

function told(name: string | undefined): ScriptLanguage | undefined {
  const language = languageOfInterpreter(name ?? "");
  return language === "unknown" ? undefined : language;
}

/** The paths that what a script reads in with `source` may have. */
export function pathsSourcedBy(script: ShellScript): string[] {
  const sourcing = script.commands.filter(
    ({ runsOn, name }) => runsOn === "here" && /^(?:source|\.)$/.test(name?.literal ?? ""),
  );
  if (sourcing.length === 0) return [];
  const folders = new FolderNames(script);
  const words = sourcing.slice(0, MAX_CALLED).flatMap(programWords);
  return words.flatMap((word) => pathsOf(word, folders, script.source.path, true));
}

/** The words that name a program: the command itself, the file of an interpreter, what is sourced, printed into a text or fed to a shell. */
function programWords(command: ShellCommand): ShellWord[] {
  const { name, arguments: words } = invocationOf(command);
  const fed = runsItsInput(command) ? [...inputFiles(command), ...ownTextFedTo(command)] : [];
  if (name === "eval") return words.flatMap(printedIn);
  if (name === "source" || name === ".")
    return words.slice(0, 1).flatMap((word) => [word, ...printedIn(word)]);
  if (isShellName(name)) return [...fed, ...fileOf(words), ...inlineProgram(words).flatMap(printedIn)];
  if (name === "ssh") return [...new Set([...fed, ...redirectedFiles(command)])];
  if (RUNNERS.test(name ?? "")) return behindRunner(words);
  return [...fed, ...(interpretedFile(name, words) ?? [runWordOf(command) ?? []].flat())];
}

/** `tail -n +9 "$0" | ruby` */
function ownTextFedTo(command: ShellCommand): ShellWord[] {
  return feeders(command).flatMap(({ arguments: words }) => words.filter(isSelf));
}

/** `"$(cat steps.txt)"`, `<(cat steps.txt)`, `"$(<steps.txt)"` */
function printedIn(word: ShellWord): ShellWord[] {
  const [command, ...others] = substitutedCommands(word);
  if (!command || others.length > 0) return [];
  const { name, arguments: words } = command;
  const isPrinted = name?.literal === "cat" || isSelf(words.at(-1));
  return isPrinted ? words.slice(-1) : name ? [] : redirectedFiles(command);
}

/** `$0`, `${BASH_SOURCE[0]}` */
function isSelf(word: ShellWord | undefined): boolean {
  const [part, ...others] = word?.parts ?? [];
  return (
    others.length === 0 &&
    part?.kind === "variable" &&
    /^(?:0|BASH_SOURCE)$/.test(part.name) &&
    part.operator === ""
  );
}

/** What an interpreter reads; undefined for another program. */
function interpretedFile(name: string | undefined, words: readonly ShellWord[]): ShellWord[] | undefined {
  const interpreter = interpreterOf(name) ?? (TYPESCRIPT.test(name ?? "") ? ANY : undefined);
  if (!interpreter) return undefined;
  const inline = words.findIndex(({ literal = "" }) => interpreter.inline.test(literal));
  if (inline >= 0) return words.slice(inline + 1, inline + 2).flatMap(printedIn);
  return fileOf(
    words.filter(({ literal }) => literal !== "run"),
    interpreter.values,
  );
}

const TYPESCRIPT = /^(?:tsx|ts-node|ts-node-esm|vite-node|esno|jiti|zx|bun|deno)$/;

const ANY = { inline: /^-e$/, values: /^$/ };

/** What runs programs with the packages of a project. */
const RUNNERS = /^(?:npx|bunx|pnpx|npm|pnpm|yarn|uv|poetry|pipenv|pdm|rye|rails)$/;

/** `npx --yes tsx scripts/deploy.ts`, `uv run scripts/deploy.py`, `bin/rails runner script/deploy.rb`; other programs only read files. */
function behindRunner(words: readonly ShellWord[]): ShellWord[] {
  const at = words.findIndex(({ literal = "-" }) => !/^(?:-.*|exec|run|x|dlx|runner)$/.test(literal));
  const program = words[at];
  if (!program) return [];
  if (/\.(?:py|rb)$/.test(program.literal ?? "")) return [program];
  return interpretedFile(program.literal, words.slice(at + 1)) ?? [];
}

function fileOf(words: readonly ShellWord[], takesValue?: RegExp): ShellWord[] {
  if (words.some(({ literal = "" }) => /^-[a-zA-Z]*c$/.test(literal))) return [];
  const file = programFile(words, takesValue);
  return file ? [file] : [];
}

/** Without a folder, only what is given to an interpreter is a file here. Paths are meant from the root of the project, which lies somewhere above the script, or from the script's own folder. */
function pathsOf({ parts }: ShellWord, folders: FolderNames, scriptPath: string, isFile: boolean): string[] {
  const written = folders.textOf(parts);
  if (written === undefined || /^[~/]|[\s*?]/.test(written)) return [];
  if (!isFile && !/\/|\.(?:sh|bash|rb|py|js|ts|mjs)$/.test(written)) return [];
  if (written === `${OWN}/self`) return isFile ? [scriptPath] : [];
  const own = posix.dirname(scriptPath);
  const bases = written.startsWith(OWN) ? [own] : [own, ...foldersAbove(own)];
  const path = written.replace(OWN, ".");
  return bases
    .map((base) => posix.join(base, path))
    .filter((joined) => !joined.startsWith("..") && joined !== scriptPath && !BINSTUB.test(joined));
}

/** The folders above one, the nearest first; nobody's scripts lie deeper. */
export function foldersAbove(folder: string): string[] {
  const names = folder.split("/").slice(0, MAX_FOLDERS);
  return names.map((_, index) => names.slice(0, names.length - index - 1).join("/") || ".");
}

const MAX_FOLDERS = 8;

/** Hooks start in the root of the project, and so do the steps of workflows. */
const HERE = /^(?:PWD|GITHUB_WORKSPACE)$/;

/** Stands for the folder the script lies in. */
const OWN = "\u0000";

/** Variables that hold the script's folder or a plain path: `ROOT="$(cd "$(dirname "$0")/.." && pwd)"`. */
class FolderNames {
  readonly #values = new Map<string, string | undefined>();

  constructor({ assignments }: ShellScript) {
    for (const { name, value } of assignments)
      this.#values.set(name, this.#values.has(name) || !value ? undefined : this.textOf(value.parts));
  }

  /** The path that a word stands for; undefined when it is decided at run time. */
  textOf(parts: readonly WordPart[]): string | undefined {
    let text = "";
    for (const part of parts) {
      const piece = this.#pieceOf(part);
      if (piece === undefined) return undefined;
      text += piece;
    }
    return text.length > MAX_PATH ? undefined : text;
  }

  #pieceOf(part: WordPart): string | undefined {
    if (part.kind === "literal") return part.text;
    if (part.kind === "variable") {
      if (part.name === "0" || part.name === "BASH_SOURCE")
        return part.operator === "%" ? OWN : `${OWN}/self`;
      if (HERE.test(part.name) && !this.#values.has(part.name)) return ".";
      return part.operator === "" ? this.#values.get(part.name) : undefined;
    }
    return part.kind === "substitution" ? this.#printed(part.commands) : undefined;
  }

  /** `dirname "$0"`, `cd "$(dirname "$0")/.." && pwd`, `git rev-parse --show-toplevel`. */
  #printed(commands: readonly ShellCommand[]): string | undefined {
    const [command] = commands;
    const name = command && commandName(command);
    const words = command?.arguments.filter(({ literal = "" }) => !literal.startsWith("-")) ?? [];
    const word = words.at(-1);
    if (name === "pwd" && commands.length === 1) return ".";
    if (name === "git") return words.length > 0 ? "." : undefined;
    if (!word || !/^(?:dirname|cd|realpath|readlink)$/.test(name ?? "")) return undefined;
    const text = this.textOf(word.parts);
    return text !== undefined && name === "dirname" ? posix.dirname(text) : text;
  }
}

/** Longer paths are no paths. */
const MAX_PATH = 400;
