/** Values in text that a shell on a server, a shell in a container or a database reads: as words of a command or on its input. */
import type { Expression, TextPart } from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import type { OnlyValueOf } from "../../../documents/program/variables.ts";
import { containerShell } from "../../../documents/shell/container-command.ts";
import { inlineProgram } from "../../../documents/shell/embedded-programs.ts";
import { kamalExec } from "../../../documents/shell/kamal-exec.ts";
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";
import { readSshCall } from "../../../documents/shell/ssh-command.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import type { Span } from "../../../source/span.ts";
import { READS_PROGRAM } from "../scripts/remote-texts.ts";

/** What parses the text. */
export type Reader = "remote" | "application" | "container" | "sql";

/** What is put into such text, and what reads it. */
export interface RemoteValues {
  readonly values: readonly { readonly value: Expression; readonly span: Span }[];
  readonly reader: Reader;
}

/** Those of one start; what a local shell reads first is left out. */
export function remoteValues(start: StartedProgram, onlyValueOf: OnlyValueOf): RemoteValues {
  const { form, words, input } = start;
  const parts = words.flatMap((word) => textOf(word, onlyValueOf));
  const values = parts.filter((part) => part.kind === "value");
  if (form === "remote") return { values, reader: "remote" };
  if (form === "shell" && !input) return { values: [], reader: "remote" };
  const spread = new Set(words.flatMap(({ kind, span }) => (kind === "spread" ? [span.start] : [])));
  const command = startedCommand(start);
  const found = command && textElsewhere(command, spread);
  if (!found) return { values: [], reader: "remote" };
  const said = input ? textOf(input, onlyValueOf) : [];
  if (input && readsProgram(found, said))
    return { values: said.filter((part) => part.kind === "value"), reader: found.reader };
  if (form === "shell") return { values: [], reader: "remote" };
  const starts = new Set(found.words.flatMap((word) => word.parts.map((part) => part.span.start)));
  return { values: values.filter(({ span }) => starts.has(span.start)), reader: found.reader };
}

/** What stands at the front of the words; the texts among them may have been written further up. */
function startedCommand({ shell, words }: StartedProgram): ShellCommand | undefined {
  const start = words[0]?.span.start;
  const here = (shell?.commands ?? []).filter(({ runsOn }) => runsOn === "here");
  return here.find(({ span }) => span.start === start) ?? here[0];
}

/** The words that something elsewhere reads as a program, and what that is. */
interface Told {
  readonly words: readonly ShellWord[];
  readonly reader: Reader;
}

/** `ssh host bash -s` reads its program from its input, and so does `ssh host` alone; other languages may be fed data as a whole. */
function readsProgram({ words, reader }: Told, said: readonly TextPart[]): boolean {
  const isShell = ({ literal }: ShellWord): boolean =>
    (literal ?? "$").split(/\s+/).every((one) => /^(?:sudo|(?:.*\/)?(?:ba|da|z)?sh|-[a-z]+)$/.test(one));
  if (reader !== "sql" && words.every(isShell)) return true;
  if (!said.some((part) => part.kind === "literal" && /\w/.test(part.text))) return false;
  const isClient = reader === "sql" && words.length === 0;
  return isClient || READS_PROGRAM.test(words.map(({ literal }) => literal ?? "$").join(" "));
}

function textElsewhere(command: ShellCommand, spread: ReadonlySet<number>): Told | undefined {
  const invocation = invocationOf(command);
  if (invocation.name === "ssh") {
    // Lists that are put in among the words are options.
    const single = invocation.arguments.filter((word) => !spread.has(word.span.start));
    return { words: readSshCall({ ...invocation, arguments: single }).remote, reader: "remote" };
  }
  const exec = kamalExec(invocation);
  if (exec) return { words: exec.words, reader: exec.runsOn === "container" ? "application" : "remote" };
  const inside = containerShell(invocation);
  if (inside) return { words: inlineProgram(inside.arguments), reader: "container" };
  if (!/^(?:psql|mysql|mariadb|sqlite3|mongosh?)$/.test(invocation.name ?? "")) return undefined;
  const at = invocation.arguments.findIndex(({ literal }) =>
    /^(?:-c|-e|--command|--execute|--eval)$/.test(literal ?? ""),
  );
  // without such an option it reads its input
  return { words: at < 0 ? [] : invocation.arguments.slice(at + 1, at + 2), reader: "sql" };
}
