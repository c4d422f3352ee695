/** Which variables a script has made sure of at a place. */
import { commandName, type ShellScript, type VariableCheck } from "../../documents/shell/shell-script.ts";

/** True when it is known at an offset that the variable is harmless, or that it has a value. */
export type CheckedAt = (
  name: string,
  kind: VariableCheck["kind"],
  offset: number,
  inFunction: string | undefined,
) => boolean;

/** Reads the checks of a script, those that its functions make for their callers included. */
export function checksIn(script: ShellScript): CheckedAt {
  const byName = new Map<string, VariableCheck[]>();
  for (const check of [...script.checks, ...byFunctions(script)]) {
    const others = byName.get(check.name);
    if (others) others.push(check);
    else byName.set(check.name, [check]);
  }
  return (name, kind, offset, inFunction) =>
    byName.get(name)?.some((check) => check.kind === kind && covers(check, offset, inFunction)) ?? false;
}

/** What is checked outside of functions is checked before they are called, as scripts are usually written. */
function covers(check: VariableCheck, offset: number, inFunction: string | undefined): boolean {
  const { span, name } = check;
  if (check.inFunction === inFunction) return span.start <= offset && offset < span.end;
  return check.inFunction === undefined && !/^\W|^\d/.test(name) && span.end >= offset;
}

/** `validate "$X"`, where the function ends the script unless its argument is harmless. */
function byFunctions(script: ShellScript): VariableCheck[] {
  const ends = new Map<string, number>();
  for (const { inFunction, span } of script.commands)
    if (inFunction !== undefined) ends.set(inFunction, Math.max(ends.get(inFunction) ?? 0, span.start));
  const checking = script.checks.filter(
    ({ inFunction, span }) => inFunction !== undefined && span.end >= (ends.get(inFunction) ?? 0),
  );
  if (checking.length === 0) return [];
  const end = script.span.end + 1;
  return script.commands.flatMap((command) => {
    const called = commandName(command);
    return checking.flatMap((check): VariableCheck[] => {
      if (check.inFunction !== called || called === undefined) return [];
      const word = command.arguments[argumentOf(check, script) - 1];
      const [part, ...others] = word?.parts ?? [];
      if (part?.kind !== "variable" || others.length > 0) return [];
      const { inFunction } = command;
      return [{ name: part.name, kind: check.kind, inFunction, span: { start: command.span.end, end } }];
    });
  });
}

/** The position of the argument that is checked: `$1`, or `name` after `local name="$1"`. */
function argumentOf({ name, inFunction }: VariableCheck, { assignments }: ShellScript): number {
  if (/^\d$/.test(name)) return Number(name);
  const local = assignments.find((one) => one.name === name && one.inFunction === inFunction);
  const [part] = local?.value?.parts ?? [];
  return part?.kind === "variable" && /^\d$/.test(part.name) ? Number(part.name) : 0;
}
