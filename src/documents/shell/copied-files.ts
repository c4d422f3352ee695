/** Files that a script copies, also to another machine or into a container: under which path they are found there. */
import { isContainerTool } from "./container-command.ts";
import { inputFiles } from "./input-files.ts";
import { runsItsInput } from "./runs-input.ts";
import type { ShellCommand, ShellWord } from "./shell-script.ts";
import { spelling } from "./spelling.ts";
import { readSshCall } from "./ssh-command.ts";
import { invocationOf, leadingText } from "./wrappers.ts";

/** Where a file lies. */
export interface FilePlace {
  readonly path: string;
  readonly on: ShellCommand["runsOn"];
}

/** A copy of one file. */
export interface FileCopy {
  readonly from: string;
  readonly to: FilePlace;
}

/** The copies that a command of this machine makes. */
export function copiesBy(command: ShellCommand): FileCopy[] {
  const { name = "", arguments: words } = invocationOf(command);
  if (name === "ssh") return throughSsh(command);
  const paths = pathsOf(name, words);
  const target = paths.at(-1);
  if (target === undefined) return [];
  return paths.slice(0, -1).map((from) => ({ from, to: placeOfCopy(from, target, name) }));
}

/** The file on the other side that `ssh host 'cat > file'` and `ssh host tee file` fill with what they are fed. */
export function fileFilledBy(command: ShellCommand): string | undefined {
  const invocation = invocationOf(command);
  if (invocation.name !== "ssh") return undefined;
  const text = readSshCall(invocation).remote.map(spelling).join(" ");
  return /^(?:cat\s*>{1,2}\s*|(?:sudo )?tee (?:-a )?)["']?([^\s"';&|]+)/.exec(text)?.[1];
}

function throughSsh(command: ShellCommand): FileCopy[] {
  const path = fileFilledBy(command);
  if (path === undefined || runsItsInput(command)) return [];
  return inputFiles(command).map((word) => ({
    from: spelling(word),
    to: { path: asFound(path), on: "remote" },
  }));
}

/** The files and the target of a program that copies. */
function pathsOf(name: string, words: readonly ShellWord[]): string[] {
  const isCopy = isContainerTool(name)
    ? words.findIndex(({ literal }) => literal === "cp") >= 0
    : COPIES.test(name);
  if (!isCopy) return [];
  return words
    .filter(
      (word, index) => !leadingText(word).startsWith("-") && !VALUED.test(words[index - 1]?.literal ?? ""),
    )
    .filter(({ literal }) => !isContainerTool(name) || !/^(?:cp|compose|container)$/.test(literal ?? ""))
    .map(spelling);
}

const COPIES = /^(?:scp|rsync|cp|mv|install)$/;

/** Options of those with a separate value. */
const VALUED = /^-[a-zA-Z]*[iFoPSlcJemgt]$/;

function placeOfCopy(from: string, target: string, name: string): FilePlace {
  const [, elsewhere] = /^[^/:]*:(.*)$/.exec(target) ?? [];
  const folder = elsewhere ?? target;
  const path = /^$|[/.~]$/.test(folder) ? `${folder.replace(/[.~]$/, "")}${baseNameOf(from)}` : folder;
  const on = elsewhere === undefined ? "here" : isContainerTool(name) ? "container" : "remote";
  return { path: on === "here" ? path : asFound(path), on };
}

function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path on the other side is meant from the home folder. */
export function asFound(path: string): string {
  return path.replace(/^(?:~\/|\$HOME\/|\.\/)/, "");
}
