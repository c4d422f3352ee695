/** Checks in the program of a step whose failure makes the step fail, as far as single lines of shell tell. */
import { indentOf } from "../../../source/indent-of.ts";
import { FAILS, isCheck, type Line, linesOf } from "../gates/gate-lines.ts";
import { blockFrom, definedBy } from "../gates/unreached-checks.ts";

/** A program as a step runs it. */
export interface StepProgram {
  readonly text: string;
  /** `shell:`; without one GitHub runs `bash -e`, with the one word `bash` also `-o pipefail`. */
  readonly shell: string | undefined;
}

/** Programs of people have fewer lines that check something. */
const MAX_CHECKS = 200;

/** The lines with checks, and whether what these find is of any consequence. */
export function checkLines(program: StepProgram): { readonly line: Line; readonly counts: boolean }[] {
  const lines = withoutTexts(linesOf(program.text));
  const checks = lines.filter(({ text }) => isCheck(text)).slice(0, MAX_CHECKS);
  if (checks.length === 0) return [];
  const reached = lines.slice(0, endOf(lines));
  return checks.map((line) => ({
    line,
    counts: reached.includes(line) && !isIgnored(line, lines, program),
  }));
}

/** Without what is only written somewhere: `cat <<EOT`. */
function withoutTexts(lines: readonly Line[]): readonly Line[] {
  let end: string | undefined;
  return lines.filter(({ text }) => {
    if (end !== undefined) {
      if (text === end) end = undefined;
      return false;
    }
    end = /^(?:cat|tee|:)(?!\w)[^|]{0,200}<<-?["']?(\w+)["']?[^|]*$/.exec(text)?.[1];
    return true;
  });
}

/** `exit 0` at the left margin ends the program, and `exec` gives way to another; with redirections alone it goes on. */
const ENDS = /^(?:exit(?: 0)?;?$|exec (?!-)[^\s\d<>&{])/;

function endOf(lines: readonly Line[]): number {
  const end = lines.findIndex(({ text, raw }) => ENDS.test(text) && !/^\s/.test(raw));
  return end < 0 ? lines.length : end + 1;
}

/** `bundle() { :; }`: then it is this function that is called, which does not pass on what it was to do. */
function isReplaced({ text }: Line, lines: readonly Line[]): boolean {
  const [, name] = /^(?:\w{1,80}=\S{0,200} )*(?:time |! )?([\w./-]+)(?: |$)/.exec(text) ?? [];
  const index = lines.findIndex((line) => name !== undefined && definedBy(line) === name);
  const definition = lines[index];
  if (!definition) return false;
  const body = blockFrom(lines, index + 1, indentOf(definition.raw) + 1);
  return ![definition, ...body].some((one) => /\$[@*]|\bcommand /.test(one.text) || isCheck(one.text));
}

function isIgnored(line: Line, lines: readonly Line[], { shell, text }: StepProgram): boolean {
  const { text: code } = line;
  if (NOT_RUN.test(code) || isReplaced(line, lines)) return true;
  if (shell !== undefined && FORGIVING_SHELL.test(shell)) return true;
  if (/^trap (["']).*\bexit 0\b/m.test(text)) return true;
  if (isAskedOnly(line, lines) || isAnswered(line, lines)) return true;
  if (/(?<![&>|])&$/.test(code) && !lines.some((one) => /^wait\b/.test(one.text))) return true;
  return endsInPipe(line, lines, shell) || goesOn(line, lines, shell);
}

/** Words in front of a check by which it is only text, never starts, or counts the other way round; options by which it only talks. */
const NOT_RUN =
  /^(?::|true|!|echo|printf) |\btrue \|\| |\bfalse && |\bif false\b| --(?:help|version|list-\w+|collect-only|dry-run)\b/;

/** Also what only shows the program, or looks at its grammar. */
const FORGIVING_SHELL =
  /\|\||; ?(?:true|:|exit 0)|^(?:cat|echo|true|:|printf|head|tail|tee)\b|sh .{0,40}-\w*n\w* /;

/** `rspec || true`, `rspec || { echo …; }`; not `rspec || exit 1`, and not where something looks at the status later. */
function isAnswered(line: Line, lines: readonly Line[]): boolean {
  const at = line.text.lastIndexOf("||");
  const answer = line.text.slice(at + 2).trim();
  if (at < 0 || FAILS.test(line.text) || isCheck(answer) || /^(?:false\b|exit \$)/.test(answer)) return false;
  if (/^\[\[? |^test /.test(line.text)) return false; // in `[ … ] || rspec` the check is the answer
  const [, name] = /^(\w+)(?:\+?=|\+\+)|\(\((\w+)/.exec(answer) ?? [];
  const rest = lines.slice(lines.indexOf(line) + 1);
  if (name !== undefined)
    return !rest.some(({ text }) => text.includes(name) && !/^(?:echo|printf) /.test(text));
  return answer === "{" || answer === "(" ? !blockFails(line, lines) : true;
}

/** `if rspec; then echo …; fi` without a refusal on either side. */
function isAskedOnly(line: Line, lines: readonly Line[]): boolean {
  const [, condition, body = ""] = /^(?:el)?if (.*?)(?:; ?then\b ?(.*))?$/.exec(line.text) ?? [];
  if (condition === undefined || !isCheck(condition)) return false;
  return /\bfi\b/.test(body) ? !FAILS.test(body) && !/\bfalse\b/.test(body) : !blockFails(line, lines);
}

/** Longer blocks are nobody's answer to a check. */
const MAX_BLOCK = 60;

function blockFails(line: Line, lines: readonly Line[]): boolean {
  const start = lines.indexOf(line) + 1;
  const rest = lines.slice(start, start + MAX_BLOCK);
  const end = rest.findIndex(
    ({ raw, text }) => indentOf(raw) <= indentOf(line.raw) && /^(?:fi|done|\}|\))/.test(text),
  );
  const block = end < 0 ? rest : rest.slice(0, end);
  const after = end < 0 ? [] : rest.slice(end);
  const names = block.flatMap(({ text }) => /^(\w+)=/.exec(text)?.[1] ?? []);
  return (
    block.some(({ text }) => FAILS.test(text) || /\bfalse\b/.test(text)) ||
    names.some((name) => after.some(({ text }) => text.includes(name)))
  );
}

/** Only the last of a pipeline counts unless the shell is told otherwise. */
function endsInPipe({ text }: Line, lines: readonly Line[], shell: string | undefined): boolean {
  const [first = "", ...others] = text.replace(/\|\|/g, "  ").split("|");
  if (others.length === 0 || !isCheck(first)) return false;
  const looks = lines.some((one) => /pipefail|PIPESTATUS/.test(one.text));
  return !looks && shell !== "bash" && !shell?.includes("pipefail") && !others.some(isCheck);
}

/** Behind `set +e`, or in a shell without `-e`, only what comes last decides. */
function goesOn(line: Line, lines: readonly Line[], shell: string | undefined): boolean {
  const index = lines.indexOf(line);
  const setting = lines.slice(0, index).findLast(({ text }) => /^set [-+](?:\w*e\b|o errexit)/.test(text));
  const isStrict = setting
    ? setting.text.startsWith("set -")
    : shell === undefined || STRICT_SHELL.test(shell);
  if (isStrict) return false;
  const rest = lines.slice(index + 1);
  return (
    rest.some(({ text }) => !/^set -/.test(text)) && !rest.some(({ text }) => /\$\?|PIPESTATUS/.test(text))
  );
}

/** What GitHub knows by one word, other languages, and what is told to stop. */
const STRICT_SHELL = /^\w+$|\s-\w*e|errexit|^(?:python|pwsh|node|ruby)/;
