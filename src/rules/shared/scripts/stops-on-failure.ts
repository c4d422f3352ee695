/** Whether a script ends with a command that fails: `set -e`, and what the runner of workflows starts. */
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import { commandLine } from "./command-line.ts";

/** True for a command at whose failure the script ends, if nothing around it heeds that. */
export type StopsAt = (command: ShellCommand) => boolean;

/** The last `set` before a command counts, and before the first one what the script starts with, or a library set. */
export function stopsAtFailure(script: ShellScript, libraries: readonly ShellScript[]): StopsAt {
  const starts = startsSo(script) || libraries.some((one) => switchesIn(one).at(-1)?.on === true);
  const switches = switchesIn(script).slice(-MAX_SWITCHES);
  const called = new Set(script.commands.map(({ name }) => name?.literal));
  return ({ span, inFunction, within }) => {
    const heard = switches.filter(
      ({ at }) =>
        at.within === within &&
        // what stands in a function counts when somebody calls it
        (at.inFunction === undefined || at.inFunction === inFunction || called.has(at.inFunction)),
    );
    const before = heard.findLast(({ at }) => at.span.start < span.start);
    const last = before ?? (inFunction === undefined ? undefined : heard[0]); // `main` is called at the end
    return last?.on ?? (within === undefined && starts);
  };
}

function startsSo({ source, role }: ShellScript): boolean {
  return role === "workflow" || role === "action" || /^#!.*\bsh\s+-\w*e/.test(source.lineText(1));
}

/** Each call is compared with them. */
const MAX_SWITCHES = 100;

interface Switch {
  readonly at: ShellCommand;
  readonly on: boolean;
}

/** Those of a subshell end with it, and one that depends on something switches nothing on for sure. */
function switchesIn({ commands, source }: ShellScript): Switch[] {
  return commands.flatMap((at): Switch[] => {
    if (at.name?.literal !== "set" || at.captured) return [];
    const { line } = commandLine(at);
    const before = source.text.slice(Math.max(0, at.span.start - MAX_BLANKS), at.span.start);
    if (/\(\s*$/.test(before)) return [];
    if (OFF.test(line)) return [{ at, on: false }];
    return ON.test(line) && !/(?:&&|\|\|)\s*$/.test(before) ? [{ at, on: true }] : [];
  });
}

const MAX_BLANKS = 40;
const ON = /^set (?:\S+ )*(?:-\w*e|-o errexit)/;
const OFF = /^set (?:\S+ )*(?:\+\w*e|\+o errexit)/;
