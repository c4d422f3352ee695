/** Which variables a script has made sure of at a place. */

import {
  commandName,
  type ShellCommand,
  type ShellScript,
  type VariableCheck,
} from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";

/** True when it is known at an offset that the variable is harmless, or that it has a value. */
export type CheckedAt = (
  name: string,
  kind: VariableCheck["kind"],
  offset: number,
  inFunction: string | undefined,
) => boolean;

/** From where on it is known; undefined when it isn't. */
export type CheckedSince = (...asked: Parameters<CheckedAt>) => number | undefined;

/** Reads the checks of a script, those that its functions make for their callers included. */
export function checksIn(script: ShellScript): CheckedAt {
  const since = checksSince(script);
  return (...asked) => since(...asked) !== undefined;
}

/** The same, for those who want to know what happens to the variable after it was checked. */
export const checksSince: (script: ShellScript) => CheckedSince = onceFor((script) => checksWith(script, []));

/** The same, with the checks that functions of scripts make which it reads in. */
export function checksWith(script: ShellScript, libraries: readonly ShellScript[]): CheckedSince {
  const shifts = Map.groupBy(script.commands.filter(movesArguments), ({ inFunction }) => inFunction);
  const checks = Map.groupBy(
    [
      ...script.checks.flatMap((check) => moved(check, shifts.get(check.inFunction) ?? [])),
      ...[script, ...libraries].flatMap((one) => byFunctions(script, checkingIn(one))),
    ],
    ({ name, kind, inFunction = "" }) => `${kind} ${name} ${inFunction}`,
  );
  return (name, kind, offset, inFunction = "") => {
    const covering = ["", inFunction].flatMap(
      (around) =>
        checks.get(`${kind} ${name} ${around}`)?.filter((check) => covers(check, offset, inFunction)) ?? [],
    );
    return covering.length > 0 ? Math.max(...covering.map(({ span }) => span.start)) : undefined;
  };
}

function movesArguments({ name, arguments: [first] }: ShellCommand): boolean {
  return name?.literal === "shift" || (name?.literal === "set" && first?.literal === "--");
}

/** After `shift`, what was known of `$2` is known of `$1`; after `set --` nothing is. */
function moved(check: VariableCheck, shifts: readonly ShellCommand[]): VariableCheck[] {
  const { name, span } = check;
  const next = /^\d+$/.test(name)
    ? shifts.find(({ span: { start } }) => start >= span.start && start < span.end)
    : undefined;
  if (!next) return [check];
  const by = next.name?.literal === "shift" ? Number(next.arguments[0]?.literal ?? "1") : Number.NaN;
  const left = Number(name) - by;
  const before = { ...check, span: { start: span.start, end: next.span.start } };
  if (!(by > 0 && left > 0)) return [before];
  const rest = { ...check, name: String(left), span: { start: next.span.end, end: span.end } };
  return [before, ...moved(rest, shifts)];
}

/** What is checked outside of functions is checked before they are called, as scripts are usually written. */
function covers(check: VariableCheck, offset: number, inFunction: string): boolean {
  const { span, name } = check;
  if ((check.inFunction ?? "") === inFunction) return span.start <= offset && offset < span.end;
  return check.inFunction === undefined && !/^\W|^\d/.test(name) && span.end >= offset;
}

/** What a function makes sure of: which of its arguments has been checked when it returns. */
interface Checking {
  readonly kind: VariableCheck["kind"];
  readonly position: number;
  /** True when it ends the script itself; otherwise its caller has to. */
  readonly exits: boolean;
}

/** `validate "$X"`, where the function ends the script unless its argument is harmless. */
const checkingIn: (script: ShellScript) => ReadonlyMap<string, readonly Checking[]> = onceFor((script) => {
  const ends = new Map<string, number>();
  for (const { inFunction, span } of script.commands)
    if (inFunction !== undefined) ends.set(inFunction, Math.max(ends.get(inFunction) ?? 0, span.start));
  const checking = script.checks.filter(
    ({ inFunction, span }) => inFunction !== undefined && span.end >= (ends.get(inFunction) ?? 0),
  );
  const grouped = Map.groupBy(checking, ({ inFunction = "" }) => inFunction);
  const exiting = new Set(
    script.commands.flatMap(({ name, inFunction }) => (ENDS.test(name?.literal ?? "") ? [inFunction] : [])),
  );
  return new Map(
    [...grouped].map(([name, all]) => [
      name,
      all.map((check) => ({
        kind: check.kind,
        position: argumentOf(check, script),
        exits: exiting.has(name),
      })),
    ]),
  );
});

const ENDS = /^(?:exit|die|fail|abort|usage|fatal|bail)$/;

/** `check "$X" || true`: whatever it says, the script goes on. */
function isForgiven({ source, span }: ShellCommand): boolean {
  return /^[ \t]*\|\|[ \t]*(?:(?:true|echo|printf|warn|log)\b|:(?=[\s;]|$))(?![^\n]*\b(?:exit|return|die)\b)/.test(
    source.text.slice(span.end, span.end + MAX_NEXT),
  );
}

/** What stands behind a call on its line; people write less. */
const MAX_NEXT = 300;

function byFunctions(
  script: ShellScript,
  byFunction: ReadonlyMap<string, readonly Checking[]>,
): VariableCheck[] {
  if (byFunction.size === 0) return [];
  const end = script.span.end + 1;
  return script.commands.flatMap((command) => {
    const called = commandName(command);
    return (called === undefined ? [] : (byFunction.get(called) ?? [])).flatMap((check): VariableCheck[] => {
      const word = command.arguments[check.position - 1];
      const [part, ...others] = word?.parts ?? [];
      if (part?.kind !== "variable" || others.length > 0) return [];
      if (!check.exits && isForgiven(command)) return [];
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
