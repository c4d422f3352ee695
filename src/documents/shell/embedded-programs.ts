/** Shell programs that stand as text in the arguments or the input of another command. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { ShellCommand, ShellWord, WordPart } from "./shell-script.ts";
import { type Invocation, invocationOf } from "./wrappers.ts";

/** A program and where it runs; `runsOn` is undefined when that doesn't change. */
export interface EmbeddedProgram {
  readonly program: DerivedText;
  readonly runsOn: ShellCommand["runsOn"] | undefined;
}

const SHELLS = new Set(["sh", "bash", "dash", "zsh", "ksh", "ash"]);

/** True for the name of a shell. */
export function isShell(name: string | undefined): boolean {
  return name !== undefined && SHELLS.has(name);
}

/** Options of ssh that take a separate value (ssh(1) of OpenSSH 9). */
const SSH_VALUE_OPTIONS = /^-[BbcDEeFIiJLlmOopQRSWw]$/;

/** The programs a command carries: `sh -c '…'`, `ssh host "…"`, and here-documents fed to either. */
export function embeddedPrograms(command: ShellCommand): EmbeddedProgram[] {
  const invocation = invocationOf(command);
  const { source } = command;
  if (isShell(invocation.name)) {
    const inline = inlineProgram(invocation);
    if (inline) return [{ program: asProgram([inline], source), runsOn: undefined }];
    return heredocPrograms(command, undefined);
  }
  if (invocation.name !== "ssh") return [];
  const remote = remoteCommand(invocation);
  const words: EmbeddedProgram[] =
    remote.length > 0 ? [{ program: asProgram(remote, source), runsOn: "remote" }] : [];
  return [...words, ...heredocPrograms(command, "remote")];
}

/** The word after `-c`, also in clusters such as `-lc`. */
function inlineProgram(invocation: Invocation): ShellWord | undefined {
  const at = invocation.arguments.findIndex((word) => /^-[a-z]*c$/.test(word.literal ?? ""));
  return at < 0 ? undefined : invocation.arguments[at + 1];
}

/** What ssh is told to run: everything after the host. */
export function remoteCommand(invocation: Invocation): readonly ShellWord[] {
  const words = invocation.arguments;
  let index = 0;
  while (words[index]?.literal?.startsWith("-"))
    index += SSH_VALUE_OPTIONS.test(words[index]?.literal ?? "") ? 2 : 1;
  return words.slice(index + 1);
}

function heredocPrograms(command: ShellCommand, runsOn: EmbeddedProgram["runsOn"]): EmbeddedProgram[] {
  return command.redirections.flatMap(({ heredoc }) =>
    heredoc
      ? [
          {
            program: deriveText(
              command.source,
              heredoc.parts.flatMap((part) => textOf(part, command.source)),
            ),
            runsOn,
          },
        ]
      : [],
  );
}

/** Words joined by blanks, as ssh joins them; variables stay as they are written. */
function asProgram(words: readonly ShellWord[], source: SourceText): DerivedText {
  const segments = words.flatMap((word, index): Segment[] => [
    ...(index > 0 ? [{ text: " ", from: { start: word.span.start, end: word.span.start } }] : []),
    ...word.parts.flatMap((part) => textOf(part, source)),
  ]);
  return deriveText(source, segments);
}

/** Substitutions have run, and were read, before the program starts: only their result would stand here. */
function textOf(part: WordPart, source: SourceText): readonly Segment[] {
  if (part.kind === "literal") return part.segments;
  const text = part.kind === "variable" ? source.text.slice(part.span.start, part.span.end) : "$_";
  return [{ text, from: part.span }];
}
