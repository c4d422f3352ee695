/** The commands of a script by what they run, so that whoever speaks of a few programs need not look at every command. */
import { onceFor } from "../../source/once-for.ts";
import type { ShellCommand, ShellScript } from "./shell-script.ts";
import { invocationOf } from "./wrappers.ts";

const byProgram: (script: ShellScript) => ReadonlyMap<string | undefined, readonly ShellCommand[]> = onceFor(
  ({ commands }) => Map.groupBy(commands, (command) => invocationOf(command).name),
);

/**
 * Those that run, also behind `sudo` and its like, a program whose name without its folder fits; in the order of the script. A name
 * that is decided at run time fits nothing.
 */
export function commandsRunning(script: ShellScript, program: RegExp): readonly ShellCommand[] {
  const groups = [...byProgram(script)].flatMap(([name, commands]) =>
    name !== undefined && program.test(name) ? [commands] : [],
  );
  const [only = [], ...others] = groups;
  return others.length === 0 ? only : groups.flat().sort((a, b) => a.span.start - b.span.start);
}
