/** The programs of a Dockerfile, as the shell or another interpreter gets them: while the image is built, and when it starts. */
import { deriveText, type Segment } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { type ProgramText, programTexts } from "../program-text.ts";
import { inlineTextAt, interpreterOf } from "../shell/runs-input.ts";
import { isShellName } from "../shell/shell-names.ts";
import type { Instruction, Stage } from "./dockerfile.ts";

/** Programs of a stage, in order. Those for shells that a review can't read, such as PowerShell, are left out. */
export function programsOfStage({ instructions }: Stage, continuation: string): ProgramText[] {
  let usesShell = true;
  const programs: ProgramText[] = [];
  for (const written of instructions) {
    const instruction = written.trigger ?? written;
    if (written.keyword === "SHELL") usesShell = isShell(written.words[0]?.text);
    const found = programOf(withoutSubcommand(instruction), usesShell, continuation);
    const isBuilding = instruction.keyword === "RUN";
    programs.push(...found.map((one): ProgramText => (isBuilding ? one : { ...one, setting: AT_START })));
  }
  return programs;
}

/** What a container runs when it starts is its command, as a `cmd` of deploy.yml would be. */
const AT_START: NonNullable<ProgramText["setting"]> = { setting: "cmd" };

const WITH_PROGRAM = /^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)$/;

function programOf(instruction: Instruction, usesShell: boolean, continuation: string): ProgramText[] {
  if (!WITH_PROGRAM.test(instruction.keyword)) return [];
  if (instruction.isJson) return ofJson(instruction);
  return usesShell ? ofShell(instruction, continuation) : [];
}

/** `HEALTHCHECK CMD curl …` is `curl …` from there on; `HEALTHCHECK NONE` runs nothing. */
function withoutSubcommand(instruction: Instruction): Instruction {
  const { keyword, content, source, words } = instruction;
  if (keyword !== "HEALTHCHECK") return instruction;
  const [subcommand = ""] = /^CMD\s+/i.exec(source.text.slice(content.start, content.end)) ?? [];
  const start = subcommand === "" ? content.end : content.start + subcommand.length;
  const isJson = source.text[start] === "[";
  return { ...instruction, isJson, words: words.slice(1), content: { start, end: content.end } };
}

function isShell(path: string | undefined): boolean {
  return isShellName(path?.replace(/^.*\//, "") ?? "");
}

/** `["sh", "-c", "…"]`, `["python3", "-c", "…"]`; other programs in JSON form get no text to run. */
function ofJson({ words, source }: Instruction): ProgramText[] {
  const [interpreter] = words;
  const told = inlineTextAt(
    interpreterOf(interpreter?.text.replace(/^.*\//, "")) ?? SHELL,
    words.map(({ text }) => text),
  );
  const program = words[told ?? words.length];
  if (!program) return [];
  const { start, end } = program.span;
  const inside = { start: start + 1, end: end - 1 };
  return programTexts(interpreter?.text ?? "", deriveText(source, [{ text: program.text, from: inside }]));
}

const SHELL = { inline: /^-[a-z]*c$/, values: /^$/ };

function ofShell(instruction: Instruction, continuation: string): ProgramText[] {
  const { source, content, heredocs } = instruction;
  const [first] = heredocs;
  const lineEnd = source.text.indexOf("\n", content.start);
  const header = source.text.slice(content.start, lineEnd < 0 ? content.end : lineEnd);
  const [, interpreter] = /^\s*(?:<<-?["']?\w+["']?\s*)+(\S*)[ \t]*-?\s*$/.exec(header) ?? [];
  if (first && interpreter !== undefined) return ofScript(source, first.span, interpreter);
  const until = first?.span.start ?? content.end;
  return programTexts("sh", deriveText(source, continued(source, content, until, continuation)));
}

/** `RUN <<EOF`: the lines are a script, by default for the shell. */
function ofScript(source: SourceText, span: Span, named: string): ProgramText[] {
  const text = source.text.slice(span.start, span.end);
  const shebang = /^\s*#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?)?(\S+)/.exec(text)?.[1];
  return programTexts(named || shebang || "sh", deriveText(source, [{ text, from: span }]));
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
