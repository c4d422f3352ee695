/** The files that a start runs: the program itself, what an interpreter gets, and those further back in a text for a shell. */
import type { Expression } from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { interpreterOf, programFile } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import { invocationOf, runWordOf } from "../../../documents/shell/wrappers.ts";
import { startedFile } from "./program-files.ts";

/** As expressions that tell which files they mean. */
export function filesRun({ call, form, words, shell }: StartedProgram): Expression[] {
  const first = startedFile({ form, words });
  const commands = form === "shell" ? (shell?.commands ?? []) : [];
  const paths = commands.flatMap((command, at) => pathsRun(command, commands.slice(0, at)));
  return [...(first ? [first] : []), ...paths.map((path) => fileAt(path, call))];
}

/** As it is written, and below the folder that the text moves to before. */
function pathsRun(command: ShellCommand, before: readonly ShellCommand[]): string[] {
  const { name = "", arguments: words } = invocationOf(command);
  const isInterpreter =
    isShellName(name) || interpreterOf(name) !== undefined || /^(?:source|\.)$/.test(name);
  const word = isInterpreter ? programFile(words) : runWordOf(command);
  const path = word?.literal?.replace(/^\.\//, "");
  if (command.runsOn !== "here" || path === undefined || path === "") return [];
  const moved = before.findLast((one) => one.name?.literal === "cd")?.arguments[0]?.literal;
  return [path, ...(moved === undefined ? [] : [`${moved.replace(/^\.\/|\/$/g, "")}/${path}`])];
}

function fileAt(path: string, { source, span }: StartedProgram["call"]): Expression {
  return { source, span, kind: "text", parts: [{ kind: "literal", text: path, segments: [], span }] };
}
