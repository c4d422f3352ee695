/** Which variables a script has made sure of at a place. */

import {
  commandName,
  type ShellCommand,
  type ShellScript,
  type VariableCheck,
} from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import { contentWithin, type Surroundings } from "./call-verdicts.ts";
import { type Leaves, leavingIn } from "./leaving-functions.ts";
import { stopsAtFailure } from "./stops-on-failure.ts";

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
  const all = [script, ...libraries];
  const around = {
    end: script.span.end + 1,
    stopsAt: stopsAtFailure(script, libraries),
    leaves: leavingIn(all),
  };
  const shifts = Map.groupBy(script.commands.filter(movesArguments), ({ inFunction }) => inFunction);
  const checks = Map.groupBy(
    [
      ...script.checks.flatMap((check) => moved(check, shifts.get(check.inFunction) ?? [])),
      ...all.flatMap((one) => byFunctions(script, one, around)),
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
  if (!/^\d+$/.test(check.name)) return [check];
  const pieces: VariableCheck[] = [];
  let rest = check;
  for (const next of shifts) {
    const { span, name } = rest;
    if (next.span.start < span.start) continue;
    if (next.span.start >= span.end) break;
    pieces.push({ ...rest, span: { start: span.start, end: next.span.start } });
    const by = next.name?.literal === "shift" ? Number(next.arguments[0]?.literal ?? "1") : Number.NaN;
    const left = Number(name) - by;
    if (!(by > 0 && left > 0) || pieces.length > MAX_SHIFTS) return pieces;
    rest = { ...check, name: String(left), span: { start: next.span.end, end: span.end } };
  }
  return [...pieces, rest];
}

/** Nobody takes more arguments one by one; behind that, nothing is known of them. */
const MAX_SHIFTS = 32;

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

/** `validate "$X"`, where the function ends the script or fails unless its argument is harmless. */
const checkingIn: (script: ShellScript) => ReadonlyMap<string, readonly Checking[]> = onceFor((script) => {
  const inFunctions = script.checks.filter(({ inFunction }) => inFunction !== undefined);
  if (inFunctions.length === 0) return new Map();
  const commands = Map.groupBy(script.commands, ({ inFunction = "" }) => inFunction);
  const leaves = leavingIn([script]);
  const found = Map.groupBy(inFunctions, ({ inFunction = "" }) => inFunction);
  return new Map(
    [...found].map(([name, checks]) => {
      const own = commands.get(name) ?? [];
      return [name, checks.flatMap((check) => checkingBy(check, own, leaves, script))];
    }),
  );
});

/** Nothing for a function that goes on after the check's last range, or that is content with what it found. */
function checkingBy(
  check: VariableCheck,
  commands: readonly ShellCommand[],
  leaves: Leaves,
  script: ShellScript,
): Checking[] {
  const { kind, span } = check;
  if (commands.some(({ span: { start } }) => start > span.end)) return [];
  const last = commands.findLast((command) => command.span.start < span.start && isLeaving(command, leaves));
  if (!last || isContent(last)) return [];
  const exits = last.name?.literal !== "return";
  return [{ kind, position: argumentOf(check, script), exits }];
}

function isLeaving({ name, source, span }: ShellCommand, leaves: Leaves): boolean {
  if (leaves(name?.literal ?? "")) return true;
  return source.text.slice(span.start, span.end).includes(":?"); // `: "${1:?}"`
}

/** `return 0`, and a `return` that only hands on what the command before it said. */
function isContent({ name, arguments: [status], source, span }: ShellCommand): boolean {
  if (name?.literal !== "return") return false;
  const isRightAway = /\|\|\s*$/.test(source.text.slice(Math.max(0, span.start - MAX_BLANKS), span.start));
  return status ? status.literal === "0" : !isRightAway;
}

const MAX_BLANKS = 40;

/** What calls of a library's functions, or of its own, make sure of in a script. */
function byFunctions(script: ShellScript, library: ShellScript, around: Surroundings): VariableCheck[] {
  const byFunction = checkingIn(library);
  if (byFunction.size === 0) return [];
  const found = script.commands.flatMap((call) => {
    const checking = byFunction.get(commandName(call) ?? "") ?? [];
    return checking.flatMap(({ kind, position, exits }): VariableCheck[] => {
      const [part, ...others] = call.arguments[position - 1]?.parts ?? [];
      if (part?.kind !== "variable" || others.length > 0) return [];
      const { inFunction } = call;
      return contentWithin(call, exits, around).map((range) => ({
        name: part.name,
        kind,
        inFunction,
        span: range,
      }));
    });
  });
  return found.slice(0, MAX_CALLS);
}

/** Each use of a variable is compared with them; what people call more often counts as not checked. */
const MAX_CALLS = 500;

/** The position of the argument that is checked: `$1`, or `name` after `local name="$1"`. */
function argumentOf({ name, inFunction }: VariableCheck, { assignments }: ShellScript): number {
  if (/^\d$/.test(name)) return Number(name);
  const local = assignments.find((one) => one.name === name && one.inFunction === inFunction);
  const [part] = local?.value?.parts ?? [];
  return part?.kind === "variable" && /^\d$/.test(part.name) ? Number(part.name) : 0;
}
