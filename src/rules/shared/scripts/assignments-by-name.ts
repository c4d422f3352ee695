/** The assignments of a script by variable, grouped once for all rules that ask. */
import type { ShellAssignment, ShellScript } from "../../../documents/shell/shell-script.ts";

const GROUPED = new WeakMap<ShellScript, ReadonlyMap<string, readonly ShellAssignment[]>>();

/** In order of appearance; none for a variable that is never set. */
export function assignmentsTo(name: string, script: ShellScript): readonly ShellAssignment[] {
  const grouped = GROUPED.get(script) ?? Map.groupBy(script.assignments, (one) => one.name);
  GROUPED.set(script, grouped);
  return grouped.get(name) ?? [];
}
