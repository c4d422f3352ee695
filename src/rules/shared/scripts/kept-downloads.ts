/** Downloads that are kept in a file and run from there, with nothing in between that compares a checksum. */
import { commandsRunning } from "../../../documents/shell/commands-by-program.ts";
import type { ArgumentRange } from "../../../documents/shell/handing-functions.ts";
import { valuesOf } from "../../../documents/shell/option-values.ts";
import { interpreterOf, programFile } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import {
  laterStages,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
} from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { runWordOf } from "../../../documents/shell/wrappers.ts";
import { onceFor } from "../../../source/once-for.ts";
import { unpacks } from "./archives.ts";
import { type CommandLine, commandLine, textOfWord } from "./command-line.ts";
import { isDownload } from "./downloads.ts";
import { KeptFiles, onPath } from "./kept-files.ts";
import { ownArguments } from "./own-arguments.ts";

/** The download and the command that runs it. */
export interface KeptDownload {
  readonly download: ShellCommand;
  readonly run: ShellCommand;
}

/** Checks that make a downloaded program a known one. */
const VERIFIES =
  /^(?:sha\d*sum|shasum|md5sum|b2sum|gpgv|minisign|signify)\b|^(?:gpg .*--verify|cosign verify|openssl dgst|gh attestation verify)/;

/** In the order in which they are run. */
export function keptDownloads(script: ShellScript): KeptDownload[] {
  return usesOfDownloads(script, (command) => [programOf(command) ?? []].flat());
}

/** Downloads that a later command uses, by the files that it is told to name, when nothing compares a checksum. */
export function usesOfDownloads(
  script: ShellScript,
  filesOf: (command: ShellCommand) => readonly string[],
): KeptDownload[] {
  const { commands } = script;
  const kept = new KeptFiles();
  const savers = saversIn(script);
  const found = commands.flatMap((command) => {
    const download = kept.isEmpty ? undefined : filesOf(command).flatMap((file) => kept.at(file) ?? [])[0];
    if (!kept.isEmpty) kept.follow(command);
    for (const file of [...keptIn(command), ...savedBy(command, savers)]) kept.add(file, command);
    for (const by of unpackedFrom(command)) kept.addUnpacked(by, command);
    return download ? [{ download, run: command }] : [];
  });
  const verifying = (found.length > 0 ? commands : []).filter((command) =>
    VERIFIES.test(commandLine(command).line),
  );
  return found.filter(
    ({ download, run }) =>
      !verifying.some((check) => check.span.start < run.span.start && kept.isCheckedBy(check, download)),
  );
}

/** What takes apart the archive that a command downloads and prints. */
function unpackedFrom(command: ShellCommand): ShellCommand[] {
  return isDownload(command) ? laterStages(command).flat().filter(unpacks) : [];
}

/** Which argument names the file that a function saves a download to: `fetch() { curl -fsSL "$1" -o "$2"; }`. */
const saversIn: (script: ShellScript) => ReadonlyMap<string, ArgumentRange> = onceFor(
  (script: ShellScript) => {
    const found = new Map<string, ArgumentRange>();
    for (const command of commandsRunning(script, /^(?:curl|wget)$/)) {
      const { inFunction } = command;
      if (inFunction === undefined) continue;
      const [file] = targetsOf(command).flatMap(({ parts }) => ownArguments(parts, command, script) ?? []);
      if (file) found.set(inFunction, file);
    }
    return found;
  },
);

function savedBy(call: ShellCommand, savers: ReadonlyMap<string, ArgumentRange>): string[] {
  const { name = "", arguments: words } = commandLine(call);
  const range = savers.get(name);
  return range && words.some((word) => REMOTE.test(textOfWord(word)))
    ? words.slice(range.first, range.first + 1).map(spelling)
    : [];
}

const REMOTE = /^https?:\/\/(?!(?:localhost|127\.|10\.))/;

/** The option that names the file, by program. */
const OPTIONS: Readonly<Partial<Record<string, RegExp>>> = {
  curl: /^-[a-zA-Z]*o$|^--output$/,
  wget: /^-[a-zA-Z]*O$|^--output-document$/,
  aria2c: /^(?:-o|--out)$/,
};

/** The option that names the folder, by program. */
const FOLDERS: Readonly<Partial<Record<string, RegExp>>> = {
  curl: /^--output-dir$/,
  wget: /^(?:-[a-zA-Z]*P|--directory-prefix)$/,
  aria2c: /^(?:-d|--dir)$/,
};

/** The words that name the file a download goes to. */
function targetsOf(command: ShellCommand): ShellWord[] {
  const { name, arguments: words } = commandLine(command);
  const option = OPTIONS[name ?? ""];
  const named = option ? valuesOf(words, option) : [];
  const target = command.redirections.find(({ operator }) => operator === ">")?.target;
  return target ? [...named, target] : named;
}

/** The files that a command downloads into. */
export function keptIn(command: ShellCommand): string[] {
  const { name = "", arguments: words } = commandLine(command);
  if (!Object.hasOwn(OPTIONS, name)) return [];
  const address = words.map(textOfWord).find((text) => /^https?:\/\//.test(text));
  if (address === undefined || /^https?:\/\/(?:localhost|127\.|10\.)/.test(address)) return [];
  const remote = address.replace(/[?#].*$/, "").replace(/^.*\//, "");
  const targets = targetsOf(command);
  const files = [...targets, ...writtenLater(command)]
    .map(spelling)
    .filter((file) => !/^(?:-|\/dev\/\w+)$/.test(file));
  const byAddress =
    name !== "curl"
      ? targets.length === 0
      : words.some(({ literal }) => /^-[a-zA-Z]*O$|^--remote-name$/.test(literal ?? ""));
  const all = byAddress && remote !== "" ? [...files, remote] : files;
  const [folder] = valuesOf(words, FOLDERS[name] ?? NO_OPTION).map((word) =>
    spelling(word).replace(/\/$/, ""),
  );
  return folder === undefined ? all : all.map((file) => (/^[/~$]/.test(file) ? file : `${folder}/${file}`));
}

const NO_OPTION = /(?!)/;

/** `curl … | sudo tee /opt/agent.sh`, `curl … | gunzip > tool` */
function writtenLater(command: ShellCommand): ShellWord[] {
  return laterStages(command)
    .flat()
    .flatMap((next) => [
      ...(commandLine(next).name === "tee" ? commandLine(next).arguments : []),
      ...installed(commandLine(next)),
      ...next.redirections.flatMap(({ operator, target }) => (operator === ">" && target ? [target] : [])),
    ]);
}

/** `curl … | install -m 755 /dev/stdin /usr/local/bin/tool` */
function installed({ name, arguments: words }: CommandLine): readonly ShellWord[] {
  return name === "install" && words.some(({ literal }) => literal === "/dev/stdin") ? words.slice(-1) : [];
}

/** The option that names a program of those that run one without being its interpreter. */
const NAMES_PROGRAM: Readonly<Partial<Record<string, RegExp>>> = {
  java: /^-jar$/,
  make: /^(?:-f|--file|--makefile)$/,
};

/** The file a command runs as a program; a name without a folder is looked up in those for programs. */
export function programOf(command: ShellCommand): string | undefined {
  const { name, arguments: words } = commandLine(command);
  if (name === "source" || name === ".") return words[0] && spelling(words[0]);
  if (isShellName(name) || interpreterOf(name)) {
    const file = programFile(words, interpreterOf(name)?.values);
    return file && spelling(file);
  }
  const [named] = valuesOf(words, NAMES_PROGRAM[name ?? ""] ?? NO_OPTION);
  if (named) return spelling(named);
  const run = runWordOf(command);
  if (!run) return undefined;
  const isName = run.literal !== undefined && !run.literal.includes("/");
  return isName ? onPath(run.literal) : spelling(run);
}
