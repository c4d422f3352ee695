/** The assignments of a script by variable, grouped once for all rules that ask. */

import type { ShellAssignment, ShellScript } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";

const grouped: (script: ShellScript) => ReadonlyMap<string, readonly ShellAssignment[]> = onceFor(
  ({ assignments }) => Map.groupBy(assignments, ({ name }) => name),
);

/** In order of appearance; none for a variable that is never set. */
export function assignmentsTo(name: string, script: ShellScript): readonly ShellAssignment[] {
  return grouped(script).get(name) ?? [];
}
