/** Whether a script ends with the first command that fails: `set -e`, and what the runner of workflows starts. */
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import { commandLine } from "./command-line.ts";

/** True for one that sets it anywhere. */
export function stopsOnFailure({ commands, source, role }: ShellScript): boolean {
  if (role === "workflow" || role === "action") return true;
  if (/^#!.*\bsh\s+-\w*e/.test(source.lineText(1))) return true;
  return commands.some(
    (command) => command.name?.literal === "set" && ERREXIT.test(commandLine(command).line),
  );
}

const ERREXIT = /^set (?:\S+ )*(?:-\w*e|-o errexit)/;
