/** Programs that print a secret which nobody takes. */
import { kamalCallsIn } from "../../../documents/shell/kamal-call.ts";
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import { commandLine } from "./command-line.ts";
import { secretProgramIn } from "./secret-programs.ts";

/** What such a command prints, for a message; undefined for anything else. */
export function vaultReadBy(command: ShellCommand, script: ShellScript): string | undefined {
  const { name, line } = commandLine(command);
  const program = secretProgramIn(line);
  const own = program === undefined ? [] : script.commands.filter(({ inFunction }) => inFunction === name);
  const isOwn = own.length > 0 && own.every((one) => commandLine(one).name !== name); // `command op "$@"`
  if (program === undefined || isOwn) return undefined;
  // nobody needs all of an application's secrets for an answer
  const isTaken = !program.endsWith("credentials:show") && isAnswer(command, script);
  return isTaken ? undefined : program;
}

/**
 * A function that is called elsewhere, and a script that deploys nothing or ends so, are there for whoever takes it; what a program
 * starts is not its end.
 */
function isAnswer(command: ShellCommand, script: ShellScript): boolean {
  const { commands, role, filledIn } = script;
  const { inFunction } = command;
  const isTool = role !== "hook" && filledIn === undefined && kamalCallsIn(script).length === 0;
  if (inFunction !== undefined) return isTool || !commands.some(({ name }) => name?.literal === inFunction);
  const last = commands.findLast(({ within, captured }) => !within && !captured);
  return isTool || (role !== "hook" && filledIn === undefined && last === command);
}
