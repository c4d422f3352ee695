/** Descriptors that a script opens for a download or a connection, and runs what comes out: `exec 3< <(curl …); bash <&3`. */
import { runsItsInput } from "../../../documents/shell/runs-input.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { isDownload } from "./downloads.ts";
import { connectionsIn } from "./shipments.ts";

/** Their numbers. */
export function openedDownloads(script: ShellScript): ReadonlySet<string> {
  const opened = script.commands.filter(({ name }) => name?.literal === "exec");
  if (opened.length === 0) return NONE;
  const downloads = opened.flatMap(({ redirections }) =>
    redirections.flatMap(({ descriptor, target }) =>
      descriptor !== undefined && target && substitutedCommands(target).some(isDownload) ? [descriptor] : [],
    ),
  );
  return new Set([...downloads, ...connectionsIn(script).keys()]);
}

const NONE: ReadonlySet<string> = new Set();

/** True for a shell that gets its program from one of them; one that answers there is told by reverse-shell. */
export function readsOpened(command: ShellCommand, opened: ReadonlySet<string>): boolean {
  if (opened.size === 0 || !runsItsInput(command)) return false;
  if (
    command.redirections.some(
      ({ operator, target }) => operator === ">&" && opened.has(target?.literal ?? ""),
    )
  )
    return false;
  return [command, ...feeders(command)].some(({ redirections, surrounding }) =>
    [...redirections, ...surrounding].some(
      ({ operator, target }) =>
        operator.startsWith("<") && opened.has(target?.literal?.replace(/^\/dev\/fd\//, "") ?? ""),
    ),
  );
}
