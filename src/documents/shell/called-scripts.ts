/** Programs of the repository that a script runs or reads in: they are scripts of the deployment too. */
import { posix } from "node:path";
import { BINSTUB } from "../deployment-scripts.ts";
import type { FileReference } from "../referenced-files.ts";
import { languageOfInterpreter, type ScriptLanguage } from "../script-language.ts";
import { redirectedFiles } from "./input-files.ts";
import { interpreterOf, programFile } from "./runs-input.ts";
import { isShellName } from "./shell-names.ts";
import {
  commandName,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
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
  if (name === "source" || name === "." || name === "ssh" || isShellName(name)) return "shell";
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

/** The words that name a program: the command itself, the file of an interpreter, what is sourced or fed to a shell. */
function programWords(command: ShellCommand): ShellWord[] {
  const { name, arguments: words } = invocationOf(command);
  const inputs = isShellName(name) || name === "ssh" ? redirectedFiles(command) : [];
  if (name === "source" || name === ".") return words.slice(0, 1);
  if (isShellName(name)) return [...inputs, ...fileOf(words)];
  if (RUNNERS.test(name ?? "")) return behindRunner(words);
  return interpretedFile(name, words) ?? [...inputs, ...[runWordOf(command) ?? []].flat()];
}

/** What an interpreter reads; undefined for another program. */
function interpretedFile(name: string | undefined, words: readonly ShellWord[]): ShellWord[] | undefined {
  const interpreter = interpreterOf(name) ?? (TYPESCRIPT.test(name ?? "") ? ANY : undefined);
  if (!interpreter) return undefined;
  if (words.some(({ literal = "" }) => interpreter.inline.test(literal))) return [];
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
