/** What the functions of a script print, for those who take it with `$(…)` or through a pipe. */
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";

/** The printing commands of each function, those of one pipeline together. */
export const outputsOf: (script: ShellScript) => ReadonlyMap<string, readonly (readonly ShellCommand[])[]> =
  onceFor(readOutputs);

/** Commands that print nothing of interest. */
const SILENT =
  /^(?:local|declare|readonly|export|shift|return|exit|set|trap|cd|read|mapfile|unset|sleep|mkdir|rm|touch|test|\[|true|false|:)$/;

/** Longer functions do more than print a value. */
const MAX_COMMANDS = 40;

function readOutputs({ commands }: ShellScript): Map<string, ShellCommand[][]> {
  const byFunction = Map.groupBy(commands, ({ inFunction }) => inFunction);
  const found = new Map<string, ShellCommand[][]>();
  for (const [name, all] of byFunction) {
    if (name === undefined || all.length > MAX_COMMANDS) continue;
    const printing = all.filter((command) => !command.captured && !command.within && prints(command));
    const groups = Map.groupBy(printing, (command) => command.stages[0]?.pipeline ?? command);
    if (printing.length > 0) found.set(name, [...groups.values()]);
  }
  return found;
}

function prints({ name, redirections, surrounding }: ShellCommand): boolean {
  if (SILENT.test(name?.literal ?? "")) return false;
  return ![...redirections, ...surrounding].some(
    ({ operator, descriptor = "1" }) => operator.includes(">") && /^[1&]$/.test(descriptor),
  );
}
