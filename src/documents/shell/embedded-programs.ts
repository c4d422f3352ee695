/** Shell programs that stand as text in the arguments or the input of another command. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import { containerShell } from "./container-command.ts";
import { crontabFedTo } from "./crontabs.ts";
import { kamalExec } from "./kamal-exec.ts";
import { remoteProgram } from "./remote-tools.ts";
import { settingTexts } from "./setting-texts.ts";
import { isShellName } from "./shell-names.ts";
import type { Redirection, ShellCommand, ShellWord, WordPart } from "./shell-script.ts";
import { textForShell } from "./shell-texts.ts";
import { readSshCall } from "./ssh-command.ts";
import { type Invocation, invocationOf } from "./wrappers.ts";

/** A program and where it runs; `runsOn` is undefined when that doesn't change. */
export interface EmbeddedProgram {
  readonly program: DerivedText;
  readonly runsOn: ShellCommand["runsOn"] | undefined;
  /** The command whose words or here-document hold it, or what stands for an assignment. */
  readonly carrier: ShellCommand;
  /** True when what it prints is read by the program that starts it. */
  readonly captured?: boolean;
}

/** A program before its text is put together. */
export interface Carried {
  readonly parts: readonly (readonly WordPart[])[];
  readonly runsOn: ShellCommand["runsOn"] | undefined;
  readonly captured?: boolean;
}

/** The programs a command carries: `sh -c '…'`, `ssh host "…"`, here-documents fed to either, and their like. */
export function embeddedPrograms(command: ShellCommand): EmbeddedProgram[] {
  return carried(invocationOf(command), command)
    .filter(({ parts }) => parts.some(spellsOut))
    .map(({ parts, ...how }) => ({ program: asProgram(parts, command.source), ...how, carrier: command }));
}

/** The texts of those programs before anything is known of them: `ssh host "$@"` in a function. */
export function carriedTexts(command: ShellCommand): readonly Carried[] {
  return carried(invocationOf(command), command);
}

function carried(invocation: Invocation, command: ShellCommand): Carried[] {
  const { redirections } = command;
  const { name = "", arguments: words } = invocation;
  if (isShellName(name)) return ofShell(invocation, redirections, undefined);
  const inside = containerShell(invocation);
  if (inside) return ofShell(inside, redirections, "container");
  const exec = kamalExec(invocation);
  if (exec) return ofWords(exec.words, exec.runsOn);
  switch (name) {
    case "ssh":
      return [
        ...ofSettings(invocation),
        ...ofWords(readSshCall(invocation).remote, "remote"),
        ...ofSchedule(ofInput(redirections, "remote"), command),
      ];
    case "su":
    case "runuser":
      return [...ofTold(invocation), ...ofInput(redirections, undefined)].slice(0, 1);
    case "sudo":
    case "doas":
      return ofInput(redirections, undefined);
    case "find":
      return ofWords(inlineProgram(words.slice(words.findIndex(isExecOption) + 1)), undefined);
    case "eval":
      return ofWords(words, undefined);
    case "at":
    case "batch":
      return ofInput(redirections, undefined);
    case "crontab":
      return ofSchedule(ofInput(redirections, undefined), command);
    case "trap":
      return ofWords(words.slice(0, 1), undefined);
    default:
      return ofTold(invocation);
  }
}

/** Of the lines of a crontab what stands behind the times. */
function ofSchedule(given: readonly Carried[], command: ShellCommand): Carried[] {
  const cut = crontabFedTo(command);
  return given.map((one) => (cut ? { ...one, parts: one.parts.map(cut) } : one));
}

/** What other programs are told to run, here or elsewhere. */
function ofTold(invocation: Invocation): Carried[] {
  const remote = remoteProgram(invocation);
  if (remote) return remote.isText ? ofWords(remote.words, "remote") : [];
  return [...ofWords(textForShell(invocation), undefined), ...ofSettings(invocation)];
}

function ofSettings(invocation: Invocation): Carried[] {
  return settingTexts(invocation).map(({ parts }) => ({ parts: [parts], runsOn: undefined, captured: true }));
}

function ofShell(
  { arguments: words }: Invocation,
  redirections: readonly Redirection[],
  runsOn: Carried["runsOn"],
): Carried[] {
  const inline = inlineProgram(words);
  return inline.length > 0 ? ofWords(inline, runsOn) : ofInput(redirections, runsOn);
}

function ofWords(words: readonly ShellWord[], runsOn: Carried["runsOn"]): Carried[] {
  return words.length === 0 ? [] : [{ parts: words.map((word) => word.parts), runsOn }];
}

/** Here-documents and here-strings. */
function ofInput(redirections: readonly Redirection[], runsOn: Carried["runsOn"]): Carried[] {
  return redirections.flatMap(({ operator, target, heredoc }) => {
    if (heredoc) return [{ parts: [heredoc.parts], runsOn }];
    return operator === "<<<" && target ? [{ parts: [target.parts], runsOn }] : [];
  });
}

/** The word after `-c`, also in clusters such as `-lc`. */
export function inlineProgram(words: readonly ShellWord[]): readonly ShellWord[] {
  const at = words.findIndex((word) => /^-[a-zA-Z]*c$/.test(word.literal ?? ""));
  return at < 0 ? [] : words.slice(at + 1, at + 2);
}

/** `find -exec` and its relatives. */
export function isExecOption({ literal }: ShellWord): boolean {
  return /^-(?:exec|ok)(?:dir)?$/.test(literal ?? "");
}

/** A program of which nothing is spelled out can't be read. */
export function spellsOut(parts: readonly WordPart[]): boolean {
  return parts.some((part) => part.kind === "literal" && /\S/.test(part.text));
}

/** Words joined by blanks, as ssh and eval join them; variables stay variables. */
export function asProgram(words: readonly (readonly WordPart[])[], source: SourceText): DerivedText {
  const segments = words.flatMap((parts, index): Segment[] => {
    const start = parts[0]?.span.start ?? 0;
    const blank = index > 0 ? [{ text: " ", from: { start, end: start } }] : [];
    return [...blank, ...parts.flatMap(textOf)];
  });
  return deriveText(source, segments);
}

/** Substitutions have run, and were read, before the program starts: only their result would stand here. */
function textOf(part: WordPart): readonly Segment[] {
  if (part.kind === "literal") return part.segments;
  const name = part.kind === "variable" && part.name !== "" ? part.name : "_";
  const guard = part.kind === "variable" && /^:?\?$/.test(part.operator) ? part.operator : "";
  return [{ text: `\${${name}${guard}}`, from: part.span }];
}
