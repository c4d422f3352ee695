/** Commands that bring something in from the network, and programs that run what they are fed. */
import { isShell, remoteCommand } from "../../documents/shell/embedded-programs.ts";
import {
  type ShellCommand,
  type ShellWord,
  substitutedCommands,
} from "../../documents/shell/shell-script.ts";
import { type Invocation, invocationOf } from "../../documents/shell/wrappers.ts";

const DOWNLOADERS = new Set(["curl", "wget", "fetch", "aria2c", "http", "https", "xh"]);

/** True for a command that prints something from the network. */
export function isDownload(command: ShellCommand): boolean {
  return DOWNLOADERS.has(invocationOf(command).name ?? "");
}

/** The downloads whose output ends up in a word: `$(curl …)`, `<(curl …)`. */
export function downloadsIn(words: readonly ShellWord[]): ShellCommand[] {
  return words.flatMap(substitutedCommands).filter(isDownload);
}

/** Interpreters other than shells, with the options that name a program, so that input is only data. */
const INTERPRETERS: Readonly<Record<string, RegExp>> = {
  ruby: /^-[a-zA-Z]*e/,
  perl: /^-[a-zA-Z0]*[eE]/,
  python: /^-[cm]/,
  node: /^(?:-[ep]|--eval|--print)/,
  php: /^-r/,
};

/** True when a command runs its standard input as a program. */
export function runsItsInput(command: ShellCommand): boolean {
  const invocation = invocationOf(command);
  if (invocation.through.includes("xargs")) return false;
  return invocationRunsInput(invocation);
}

function invocationRunsInput({ name = "", arguments: words }: Invocation): boolean {
  if (isShell(name)) return shellReadsInput(words);
  if (name === "ssh") return remoteRunsInput(words);
  if (name === "docker" || name === "podman") return containerRunsInput(words);
  const interpreter = name.replace(/^python[\d.]+$/, "python").replace(/^ruby[\d.]+$/, "ruby");
  if (!Object.hasOwn(INTERPRETERS, interpreter)) return false;
  return !words.some((word) => INTERPRETERS[interpreter]?.test(word.literal ?? "")) && readsInput(words);
}

/** `sh`, `sh -`, `sh -s -- args`, but not `sh file` or `sh -c '…'`. */
function shellReadsInput(words: readonly ShellWord[]): boolean {
  if (words.some((word) => /^-[a-z]*s[a-z]*$/.test(word.literal ?? ""))) return true;
  return !words.some((word) => /^-[a-z]*c$/.test(word.literal ?? "")) && readsInput(words);
}

/** No file is named, or `-` or /dev/stdin is. */
function readsInput(words: readonly ShellWord[]): boolean {
  const [file] = words.filter((word) => !/^-./.test(word.literal ?? ""));
  return file === undefined || /^(?:-|\/dev\/stdin)$/.test(file.literal ?? "");
}

function remoteRunsInput(words: readonly ShellWord[]): boolean {
  const [name, ...rest] = remoteCommand({ name: "ssh", arguments: words, through: [] });
  return name !== undefined && wordsRunInput(name, rest);
}

/** `docker exec -i app sh`: the shell after the container's name. */
function containerRunsInput(words: readonly ShellWord[]): boolean {
  const at = words.findIndex((word, index) => index > 1 && isShell(word.literal));
  const name = words[at];
  return (
    name !== undefined &&
    /^(?:exec|run)$/.test(words[0]?.literal ?? "") &&
    wordsRunInput(name, words.slice(at + 1))
  );
}

/** A command given as words: `sudo bash -s`, or all in one word as ssh also takes it. */
function wordsRunInput(name: ShellWord, rest: readonly ShellWord[]): boolean {
  const text = [name, ...rest]
    .map((word) => word.literal ?? "$")
    .join(" ")
    .trim();
  return /^(?:sudo (?:-\S+ )*)?(?:\S*\/)?(?:ba|da|z|k|a)?sh(?: -[a-z]*s?)?(?: -(?: .*)?| -- .*)?$/.test(text);
}
