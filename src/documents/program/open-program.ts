/** Text of a Ruby, Python or JavaScript program -> `Program`. */
import type { DerivedText } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { FileRole } from "../file-role.ts";
import { pairHeredocs } from "../ruby/ruby-calls.ts";
import { openShell } from "../shell/open-shell.ts";
import type { ShellScript } from "../shell/shell-script.ts";
import { lostLines } from "../shell/syntax-gaps.ts";
import { type GrammarName, parseSyntax, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { NotFollowed, Program, ProgramContent, ProgramLanguage } from "./program.ts";
import { Reading, type ReadNode } from "./program-reading.ts";
import { readJavascript } from "./read-javascript.ts";
import { readPython } from "./read-python.ts";
import { rubyReader } from "./read-ruby.ts";
import { shellTextOf } from "./shell-text.ts";
import { type Start, type StartedProgram, startsIn } from "./started-programs.ts";
import { takesOutput } from "./taken-output.ts";
import { onlyValuesIn } from "./variables.ts";

/** No real script starts more programs; of those beyond it only the place is known. */
const MAX_SHELLS = 3_000;

/** All shell text inside one program; a variable's text that is run in many places is read once for each. */
const MAX_SHELL_CHARACTERS = 512 * 1024;

/** The grammar that reads a file. Hooks have no ending; their shebang tells whether they may hold types. */
export function grammarOf(language: ProgramLanguage, { path, text }: SourceText): GrammarName {
  if (language !== "javascript") return language;
  if (/\.[jt]sx$/.test(path)) return "tsx";
  if (/\.[cm]?ts$/.test(path)) return "typescript";
  return /^#![^\n]*\b(?:deno|bun|tsx|ts-node)\b/.test(text) ? "typescript" : "javascript";
}

/** Reads a program; undefined when parsing took longer than its budget. Its grammar and that of bash must be loaded. */
export function openProgram(
  derived: DerivedText,
  language: ProgramLanguage,
  role: FileRole,
): Program | undefined {
  const tree = parseSyntax(grammarOf(language, derived.source), derived.text);
  if (!tree) return undefined;
  const reading = new Reading(derived, readerOf(language, tree));
  reading.readAll(tree.children);
  const content: ProgramContent = {
    calls: reading.calls.toSorted((a, b) => a.span.start - b.span.start),
    assignments: reading.assignments.toSorted((a, b) => a.span.start - b.span.start),
    functions: reading.functions,
    checks: reading.checks,
    imported: new Set(reading.imports.values()),
    properties: reading.properties,
  };
  const { starts, tooMany } = openStarts(startsIn(content, language, derived.text), content, derived, {
    role,
    language,
  });
  const span = derived.toSource({ start: 0, end: derived.text.length });
  const notFollowed = reading.notFollowed ?? tooMany ?? lostPart(tree, derived);
  return { kind: "program", language, role, source: derived.source, span, ...content, starts, notFollowed };
}

function readerOf(language: ProgramLanguage, tree: SyntaxNode): ReadNode {
  if (language === "python") return readPython;
  if (language === "javascript") return readJavascript;
  return rubyReader(pairHeredocs(tree));
}

/** Where the grammar lost more than a part of a line; what it made of the rest was read all the same. */
function lostPart(tree: SyntaxNode, derived: DerivedText): NotFollowed | undefined {
  const lost = lostLines(tree, derived.text);
  return lost && { span: derived.toSource(lost), reason: "has a part that can't be read as a program" };
}

function openStarts(
  starts: readonly Start[],
  content: ProgramContent,
  { source }: DerivedText,
  { role, language }: Pick<Program, "role" | "language">,
): { starts: StartedProgram[]; tooMany: NotFollowed | undefined } {
  const onlyValueOf = onlyValuesIn(content);
  let left = MAX_SHELL_CHARACTERS;
  let tooMany: NotFollowed | undefined;
  const opened = starts.map((start, index): StartedProgram => {
    if (start.passesOn) return { ...start, shell: undefined };
    const text = shellTextOf(start, source, onlyValueOf);
    if (!text) return { ...start, shell: undefined };
    left -= text.derived.text.length;
    const within = index < MAX_SHELLS && left >= 0;
    const script = within
      ? openShell(text.derived, { role, runsOn: start.form === "remote" ? "remote" : "here" })
      : undefined;
    if (!script)
      tooMany ??= { span: start.call.span, reason: "holds more shell text than a review can follow" };
    const shell: ShellScript | undefined = script && { ...script, filledIn: text.filledIn };
    return {
      ...start,
      shell: shell && takesOutput(start.inner ?? start.call, language) ? taken(shell) : shell,
    };
  });
  return { starts: opened, tooMany };
}

/** What its commands print is taken, as `$(…)` takes it in a shell. */
function taken(script: ShellScript): ShellScript {
  return { ...script, commands: script.commands.map((command) => ({ ...command, captured: true })) };
}
