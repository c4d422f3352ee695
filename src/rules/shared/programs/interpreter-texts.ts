/** Programs of other languages that a program puts together and starts: `ruby -e`, `python3 -c`, `rails runner`, and what these read from their input. */
import type { Expression, Program, TextPart } from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";
import { inlineTextAt, interpreterOf, runsItsInput } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { contains } from "../../../source/span.ts";

/** The values in one such text. */
export interface InterpreterText {
  readonly start: StartedProgram;
  readonly values: readonly (TextPart & { readonly kind: "value" })[];
  /** What runs it, for a message. */
  readonly by: string;
}

/** Those on this machine; texts that go through a shell first are judged as shell text. */
export function interpreterTexts(program: Program): InterpreterText[] {
  const onlyValueOf = onlyValuesIn(program);
  return program.starts.flatMap((start): InterpreterText[] => {
    if (start.passesOn || start.form === "remote") return [];
    const command = start.shell?.commands.find(({ runsOn }) => runsOn === "here");
    if (!command) return [];
    const inline = start.form === "argv" ? inlineText(start, command, onlyValueOf) : undefined;
    return [...(inline ? [inline] : []), ...textOnInput(start, command, onlyValueOf)];
  });
}

function inlineText(
  start: StartedProgram,
  command: ShellCommand,
  onlyValueOf: OnlyValueOf,
): InterpreterText | undefined {
  const { name = "", arguments: words } = invocationOf(command);
  const interpreter = interpreterOf(name);
  const texts = words.map(({ literal }) => literal);
  const at = interpreter ? inlineTextAt(interpreter, texts) : isRunner(command) ? 1 : undefined;
  const text = at === undefined ? undefined : words[at];
  const word = text && start.words.find(({ span }) => contains(span, text.span));
  // a text of its own as a whole is a script of the program
  if (!word || /^(?:name|spread)$/.test(word.kind)) return undefined;
  const by = interpreter ? `${name} ${texts[(at ?? 1) - 1] ?? ""}`.trim() : "rails runner";
  return filled({ start, by }, word, onlyValueOf);
}

/** `bin/rails runner …` */
function isRunner(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  return /^(?:rails|rake)$/.test(name) && words[0]?.literal === "runner";
}

/** `ruby -`, `python3`, `rails runner -` with what they are fed; of shells, other rules speak. */
function textOnInput(
  start: StartedProgram,
  command: ShellCommand,
  onlyValueOf: OnlyValueOf,
): readonly InterpreterText[] {
  const { name = "", arguments: words } = invocationOf(command);
  const reads = isRunner(command)
    ? words[1]?.literal === "-"
    : interpreterOf(name) !== undefined && !isShellName(name) && runsItsInput(command);
  const text = reads && start.input ? filled({ start, by: name }, start.input, onlyValueOf) : undefined;
  return text ? [text] : [];
}

function filled(
  text: Omit<InterpreterText, "values">,
  word: Expression,
  onlyValueOf: OnlyValueOf,
): InterpreterText | undefined {
  const parts = textOf(word, onlyValueOf);
  const values = parts.filter((part) => part.kind === "value");
  // what holds nothing but a value is a program that comes from elsewhere as a whole
  return values.length > 0 && values.length < parts.length ? { ...text, values } : undefined;
}
