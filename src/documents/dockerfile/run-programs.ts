/** The shell programs of RUN lines, as the shell of the build gets them. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { isShellName } from "../shell/shell-names.ts";
import type { Instruction, Stage } from "./dockerfile.ts";

/** Programs of a stage, in order. Those for other shells, such as PowerShell, are left out. */
export function runPrograms({ instructions }: Stage, continuation: string): DerivedText[] {
  let usesShell = true;
  const programs: DerivedText[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "SHELL") usesShell = isShell(instruction.words[0]?.text);
    if (instruction.keyword !== "RUN") continue;
    const program = instruction.isJson ? ofJson(instruction) : ofShell(instruction, continuation);
    if (program && (usesShell || instruction.isJson)) programs.push(program);
  }
  return programs;
}

function isShell(path: string | undefined): boolean {
  return isShellName(path?.replace(/^.*\//, "") ?? "");
}

/** `["sh", "-c", "…"]`; other programs in JSON form get no shell. */
function ofJson({ words, source }: Instruction): DerivedText | undefined {
  const at = words.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  const program = words[at + 1];
  if (at < 1 || !program || !isShell(words[0]?.text)) return undefined;
  const { start, end } = program.span;
  const inside = { start: start + 1, end: end - 1 };
  return deriveText(source, [{ text: program.text, from: inside }]);
}

function ofShell(instruction: Instruction, continuation: string): DerivedText | undefined {
  const { source, content, heredocs } = instruction;
  const [first] = heredocs;
  const lineEnd = source.text.indexOf("\n", content.start);
  const header = source.text.slice(content.start, lineEnd < 0 ? content.end : lineEnd);
  if (first && /^\s*(?:<<-?["']?\w+["']?\s*)+$/.test(header)) return ofScript(source, first.span);
  return deriveText(source, continued(source, content, first?.span.start ?? content.end, continuation));
}

/** `RUN <<EOF`: the lines are a script, by default for the shell. */
function ofScript(source: SourceText, span: Span): DerivedText | undefined {
  const text = source.text.slice(span.start, span.end);
  const interpreter = /^\s*#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?)?(\S+)/.exec(text)?.[1];
  if (interpreter !== undefined && !isShell(interpreter)) return undefined;
  return deriveText(source, [{ text, from: span }]);
}

/** Docker takes comment lines and empty lines out of a continued instruction; the rest is for the shell, as it stands. */
function continued(source: SourceText, content: Span, codeEnd: number, continuation: string): Segment[] {
  const segments: Segment[] = [];
  let start = content.start;
  while (start < content.end) {
    const lineBreak = source.text.indexOf("\n", start);
    const end = lineBreak < 0 || lineBreak >= content.end ? content.end : lineBreak + 1;
    const line = source.text.slice(start, end);
    const dropped = start > content.start && start < codeEnd && /^\s*(?:#.*)?$/s.test(line);
    if (!dropped) segments.push({ text: withBackslash(line, continuation), from: { start, end } });
    start = end;
  }
  return segments;
}

/** Files for Windows continue lines with a backtick. */
function withBackslash(line: string, continuation: string): string {
  return continuation === "`"
    ? line.replace(/`(?=\s*$)/, "\\")
    : line.replace(/\\[ \t]+(?=\r?\n$)/, spacesBefore);
}

/** Docker forgives blanks after the backslash; they move in front of it, so that the length stays. */
function spacesBefore(ending: string): string {
  return `${" ".repeat(ending.length - 1)}\\`;
}
