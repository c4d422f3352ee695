/** Whether what a command prints ends on the screen, and so in the log of the deployment. */
import {
  commandName,
  laterStages,
  type Redirection,
  type ShellCommand,
  type ShellScript,
} from "../../../documents/shell/shell-script.ts";

import { commandLine, textOfWord } from "./command-line.ts";

/** True when a command's output is shown. */
export type IsShown = (command: ShellCommand) => boolean;

/** Programs at the end of a pipeline that print what comes in. */
const PASSES_ON =
  /^(?:tee|cat|sed|tr|sort|nl|fold|head|tail|base64|base32|xxd|column|jq|cut|awk|uniq|rev|less|more|od|hexdump|grep|gzip|bzip2|xz)$/;

/** Openssl unless it encrypts, and perl where it edits lines as sed does. */
const PASSES_ON_SO = /^openssl (?:enc|base64|aes-\S+)(?: |$)|^perl -\w*p/;

/** With a cipher, and a password that stands nowhere: without a cipher, openssl only encodes. */
const ENCRYPTS =
  /^openssl (?!(?:.* )?-d(?: |$))(?=.* -pass (?:env|file|fd):)(?:enc (?:\S+ )*-)?(?:aes|aria|camellia|chacha|des3?|sm4|id-aes)[\w-]* /;

/** Reads a script once: which functions are called for what they print. */
export function shownIn(script: ShellScript): IsShown {
  const taken = new Set<string>();
  for (const command of script.commands) {
    const name = commandName(command);
    if (
      name !== undefined &&
      (command.captured || isPipedAway(command) || command.redirections.some(goesToFile))
    )
      taken.add(name);
  }
  const isShown = (command: ShellCommand, depth: number): boolean =>
    !command.captured &&
    !(command.inFunction !== undefined && taken.has(command.inFunction)) &&
    ![...command.redirections, ...command.surrounding].some(goesToFile) &&
    !isPipedAway(command) &&
    isPassedOn(command.within, depth);
  const isPassedOn = (carrier: ShellCommand | undefined, depth: number): boolean =>
    carrier === undefined || depth > MAX_CARRIERS || WRITES.test(commandName(carrier) ?? "")
      ? true
      : isShown(carrier, depth + 1);
  return (command) => isShown(command, 0);
}

/** Programs inside programs are followed no further. */
const MAX_CARRIERS = 4;

/** What those carry runs later, from the file that they write. */
const WRITES = /^(?:cat|tee|echo|printf)$/;

/** To a file, to nowhere, but not to the terminal or the error output. */
function goesToFile({ operator, descriptor = "1", target }: Redirection): boolean {
  if (!operator.includes(">") || !/^[1&]$/.test(descriptor)) return false;
  if (target?.parts.some((part) => part.kind === "variable" && part.name === "GITHUB_STEP_SUMMARY"))
    return false; // a page of the run that all readers of the repository see
  if (LOG.test(target ? textOfWord(target) : "")) return false;
  return !/^(?:&?[12]|\/dev\/(?:stderr|stdout|tty|fd\/[12]))$/.test(target?.literal ?? "");
}

/** Logs are read by more people than secrets, and kept. */
const LOG = /\.log$|(?:^|\/)logs?\//;

/** True when a program prints what comes in: `grep -c` prints a number, `grep -q` nothing. */
export function passesOn(command: ShellCommand): boolean {
  const name = commandName(command) ?? "";
  if (name === "grep" && command.arguments.some(({ literal = "" }) => /^-\w*[cq]/.test(literal)))
    return false;
  if (name === "jq" && command.arguments.some(({ literal = "" }) => TELLS_NO_VALUE.test(literal)))
    return false;
  return PASSES_ON.test(name) || isPassedOnSo(commandLine(command).line);
}

function isPassedOnSo(line: string): boolean {
  return PASSES_ON_SO.test(line) && !ENCRYPTS.test(line);
}

/** Filters of jq that print nothing, a number or names. */
const TELLS_NO_VALUE = /^(?:empty|(?:.*\| ?)?(?:length|keys|type))$/;

/** `… | tee /dev/stderr | wc -l` */
export function showsOnTheWay(command: ShellCommand): boolean {
  const { arguments: words } = command;
  return (
    commandName(command) === "tee" &&
    words.some(({ literal }) => /^\/dev\/(?:stderr|tty)$/.test(literal ?? ""))
  );
}

function isPipedAway(command: ShellCommand): boolean {
  const later = laterStages(command);
  const away = later.findIndex((stage) =>
    stage.some((next) => !passesOn(next) || next.redirections.some(goesToFile)),
  );
  return away >= 0 && !later.slice(0, away).some((stage) => stage.some(showsOnTheWay));
}
