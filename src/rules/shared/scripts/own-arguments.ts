/** Which arguments of the function around them words of a script consist of. */
import { type ArgumentRange, argumentRange, type Known } from "../../../documents/shell/handing-functions.ts";
import type { ShellCommand, ShellScript, WordPart } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import { assignmentsTo } from "./assignments-by-name.ts";

const knownIn: (script: ShellScript) => Known = onceFor((script: ShellScript): Known => {
  const shifts = Map.groupBy(
    script.commands.filter(({ name }) => name?.literal === "shift"),
    ({ inFunction }) => inFunction,
  );
  return {
    assignmentsTo: (name) => assignmentsTo(name, script),
    shiftsIn: (inFunction) => shifts.get(inFunction) ?? [],
  };
});

/** Undefined when they hold anything else. */
export function ownArguments(
  parts: readonly WordPart[],
  command: ShellCommand,
  script: ShellScript,
): ArgumentRange | undefined {
  return parts.length === 1 ? argumentRange(parts, command, knownIn(script)) : undefined;
}
