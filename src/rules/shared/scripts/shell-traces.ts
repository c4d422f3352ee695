/** `set -x` and its like: the shell prints each command with all values filled in. */

import { commandsRunning } from "../../../documents/shell/commands-by-program.ts";
import { programFile } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import type { Problem } from "../../../engine/rule.ts";
import { isHarmlessName } from "../secrets/secret-names.ts";
import { commandLine, placeOfLine } from "./command-line.ts";
import type { SecretsIn } from "./secret-flows.ts";

/** One problem for each place where tracing is switched on with something to hide. */
export function* shellTraces(
  script: ShellScript,
  secrets: SecretsIn,
  getsSecrets: boolean,
  secretOfScript: (path: string) => string | undefined = () => undefined,
): Iterable<Problem> {
  const off = commandsRunning(script, /^set$/).filter((command) =>
    /^set \+(?:\w*x|o xtrace)/.test(commandLine(command).line),
  );
  for (const { at, start, file } of switchedOn(script)) {
    const end = off.find(({ span }) => span.start > start)?.span.start ?? Number.POSITIVE_INFINITY;
    const traced = script.commands.filter(
      ({ span }) => span.start >= start && span.start < end && !isSwitch(span, script),
    );
    const secret =
      (file === undefined ? undefined : secretOfScript(file)) ??
      traced.flatMap((command) => secretsOf(command, secrets))[0] ??
      assigned(script, secrets, start, end);
    if (secret !== undefined) {
      const message = `Tracing prints the value of \`${secret}\` from here on.`;
      yield { at, subject: "xtrace", severity: "high", message };
    } else if (getsSecrets) {
      const severity = traced.some(usesEnvironment) ? "high" : "medium";
      const message = "Tracing is on in a hook that gets every secret in its environment.";
      yield { at, subject: "xtrace", severity, message };
    }
  }
}

interface SwitchedOn {
  readonly at: Problem["at"];
  readonly start: number;
  /** The script that is traced, if another one is. */
  readonly file: string | undefined;
}

function switchedOn(script: ShellScript): SwitchedOn[] {
  const { source } = script;
  const first = source.lineText(1);
  const shebang = script.span.start === 0 && /^#!.*sh\s+-\w*x/.test(first);
  const whole = { source, span: { start: 0, end: first.length }, anchor: "#!" };
  const commands = script.commands.filter((command) => command.within === undefined && isOn(command));
  return [
    ...(shebang ? [{ at: whole, start: 0, file: undefined }] : []),
    ...commands.map((command) => {
      const file = isShellName(command.name?.literal) ? programFile(command.arguments)?.literal : undefined;
      return { at: placeOfLine(command), start: command.span.start, file };
    }),
  ];
}

function isOn(command: ShellCommand): boolean {
  if (
    isShellName(command.name?.literal) &&
    command.arguments.some(({ literal = "" }) => /^-[a-z]*x[a-z]*$/.test(literal))
  )
    return true; // another program, of which this one's environment is all that is known
  return /^set (?:\S+ )*(?:-\w*x\w*|-\w*o xtrace)\b/.test(commandLine(command).line);
}

function isSwitch({ start }: ShellCommand["span"], { commands }: ShellScript): boolean {
  return commands.some((command) => command.span.start === start && isOn(command));
}

function secretsOf({ name, arguments: words }: ShellCommand, secrets: SecretsIn): string[] {
  return [...(name ? [name] : []), ...words].flatMap((word) => secrets(word).map((secret) => secret.name));
}

/** An assignment is traced too. */
function assigned(
  { assignments }: ShellScript,
  secrets: SecretsIn,
  start: number,
  end: number,
): string | undefined {
  const traced = assignments.filter(({ span }) => span.start >= start && span.start < end);
  return traced.find(({ value }) => value && secrets(value).length > 0)?.name;
}

/** A variable that may well come from the secrets. */
function usesEnvironment({ arguments: words }: ShellCommand): boolean {
  return words.some(({ parts }) =>
    parts.some(
      (part) =>
        part.kind === "variable" &&
        /^[A-Z][A-Z0-9_]{2,}$/.test(part.name) &&
        !/^(?:KAMAL_|GITHUB_|PATH$|HOME$|PWD$|USER$)/.test(part.name) &&
        !isHarmlessName(part.name),
    ),
  );
}
