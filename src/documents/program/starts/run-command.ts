/** What a program has servers run by way of AWS Systems Manager, in any of the languages. */
import { type Call, type Entry, type Expression, optionOf, type TextPart } from "../program.ts";
import type { Found } from "./found.ts";

/** `ssm.send_command(Parameters={"commands": ["docker pull …"]})`, `new SendCommandCommand({ Parameters: { commands } })`. */
export function ofRunCommand(call: Call): Found | undefined {
  if (!/^send_?[cC]ommand$/.test(call.method) && !/SendCommandCommand$/.test(call.path)) return undefined;
  const parameters = optionOf(call, "Parameters") ?? optionOf(call, "parameters");
  const commands = entriesOf(parameters).findLast(({ key }) => key === "commands")?.value;
  return commands && { form: "remote", words: [scriptOf(commands)] };
}

function entriesOf(value: Expression | undefined): readonly Entry[] {
  if (value?.kind === "map") return value.entries;
  return value?.kind === "call" ? value.call.options : []; // `dict(commands=[…])`
}

/** The commands, line by line. */
function scriptOf(commands: Expression): Expression {
  if (commands.kind !== "list") return commands;
  const { source, span } = commands;
  const parts = commands.parts.flatMap((command, at): readonly TextPart[] => [
    ...(at > 0 ? [lineBreakAt(command)] : []),
    ...(command.kind === "text"
      ? command.parts
      : [{ kind: "value" as const, value: command, span: command.span }]),
  ]);
  return { source, span, kind: "text", parts };
}

function lineBreakAt({ span: { start } }: Expression): TextPart {
  const span = { start, end: start };
  return { kind: "literal", text: "\n", segments: [{ text: "\n", from: span }], span };
}
