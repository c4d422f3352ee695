/** Secrets that a build mounts for one step, and that the step writes into the image all the same. */
import type { Instruction, Stage } from "../../../documents/dockerfile/dockerfile.ts";
import type { Project } from "../../../documents/project.ts";
import {
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import { contains } from "../../../source/span.ts";
import { commandLine, textOfWord } from "../scripts/command-line.ts";

/** A command that keeps a secret, and what it is called. */
export interface KeptMount {
  readonly command: ShellCommand;
  readonly id: string;
}

/** Those of the stages that an image is made of. */
export function keptMounts(stages: ReadonlySet<Stage>, project: Project): KeptMount[] {
  const runs = [...stages]
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === "RUN");
  return runs.flatMap((run) => {
    const mounts = secretMounts(run);
    if (mounts.length === 0) return [];
    const commands = project.documents
      .filter((document): document is ShellScript => document.kind === "shell-script")
      .filter(({ source, span }) => source.path === run.source.path && contains(run.span, span))
      .flatMap((script) => script.commands);
    return mounts.flatMap((mount) => keptBy(mount, commands));
  });
}

interface Mount {
  readonly id: string;
  readonly path: string;
  readonly variable: string | undefined;
}

/** `--mount=type=secret,id=npmrc,target=/root/.npmrc` */
function secretMounts({ flags }: Instruction): Mount[] {
  return flags.flatMap(({ name, value }) => {
    if (name !== "mount" || !/(?:^|,)type=secret(?:,|$)/.test(value)) return [];
    const settings = new Map(
      value.split(",").map((pair) => [pair.replace(/=.*$/s, ""), pair.replace(/^[^=]*=?/, "")]),
    );
    const id = settings.get("id") ?? "";
    const path = settings.get("target") ?? settings.get("dst") ?? `/run/secrets/${id}`;
    return id === "" ? [] : [{ id, path, variable: settings.get("env") }];
  });
}

/** Programs that write what they are told into a file of settings. */
const SETS = /^(?:npm|yarn|pnpm|bundle|pip3?|composer|poetry|git|gem) (?:config|sources)\b/;

function keptBy(mount: Mount, commands: readonly ShellCommand[]): KeptMount[] {
  const removed = commands.flatMap((command) =>
    commandLine(command).name === "rm" ? command.arguments.map(textOfWord) : [],
  );
  const kept = commands.find((command) => {
    if (removed.some((path) => isWrittenTo(path, command))) return false;
    const { name = "", line, arguments: words } = commandLine(command);
    const last = words.at(-1);
    const isNamed = words.some((word) => textOfWord(word) === mount.path);
    if (/^(?:cp|install|mv)$/.test(name))
      return isNamed && last !== undefined && textOfWord(last) !== mount.path;
    const isWritten = filesWritten(command).some((path) => !/^\/(?:tmp|dev|run)\//.test(path));
    if (name === "cat") return isNamed && isWritten;
    return (
      (SETS.test(line) || (/^(?:echo|printf)$/.test(name) && isWritten)) &&
      words.some((word) => shows(word, mount))
    );
  });
  return kept ? [{ command: kept, id: mount.id }] : [];
}

/** The file that a command of `keptBy` leaves; of a program's settings, wherever it keeps them below the home folder. */
function isWrittenTo(removed: string, command: ShellCommand): boolean {
  const { line, arguments: words } = commandLine(command);
  if (SETS.test(line)) return /(?:^|\/)\.[\w.-]+(?:\/[\w./-]*)?$/.test(removed);
  const last = words.at(-1);
  const left = [...filesWritten(command), ...(last ? [textOfWord(last)] : [])];
  return left.some((path) => path === removed || path.startsWith(`${removed}/`));
}

/** `$(cat /run/secrets/npm)`, or the variable that it is mounted as. */
function shows(word: ShellWord, { path, variable }: Mount): boolean {
  const isVariable = word.parts.some((part) => part.kind === "variable" && part.name === variable);
  return (
    isVariable ||
    substitutedCommands(word).some((command) => command.arguments.some((one) => textOfWord(one) === path))
  );
}
