/** Ruby, Python and JavaScript that connect to another machine and start a shell that is told no program: it gets its commands there. */
import {
  type Call,
  type Expression,
  literalOf,
  type Program,
  partsOf,
} from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { isConnecting } from "./connections.ts";
import { reachedShellsIn } from "./reached-shells.ts";

/** Where such a shell is started that a connection reaches. */
export function shellsHandedOutBy(program: Program): Call[] {
  if (!program.calls.some(isConnecting)) return [];
  const started = program.starts.filter(isBareShell);
  const terminals = program.calls.filter(startsTerminal);
  if (started.length === 0 && terminals.length === 0) return [];
  const isReached = reachedShellsIn(program);
  const reached = started.filter((start) => takesNumber(start) || isReached(start.call, start.input));
  return [...new Set([...reached.map(({ call }) => call), ...terminals.filter((call) => isReached(call))])];
}

/** `spawn("/bin/sh", [])`, `subprocess.call(["/bin/sh", "-i"])`, `exec sprintf("/bin/sh -i <&%d", fd)`; not `bash < bin/setup` */
function isBareShell({ words }: StartedProgram): boolean {
  const text = wordsOf(words);
  return text !== undefined && BARE_SHELL.test(text) && !/<(?!&)/.test(text);
}

const BARE_SHELL =
  /^(?:\S*\/)?(?:ba|da|z|k|a)?sh(?: -(?=\w*i)\w+)?(?: [<>&].*)?$|^(?:cmd(?:\.exe)?|powershell(?:\.exe)?)$/;

/** Its input is the file with a number, as the one of a connection is. */
function takesNumber({ words }: StartedProgram): boolean {
  return /<&|0>&/.test(wordsOf(words) ?? "");
}

function wordsOf(words: readonly Expression[]): string | undefined {
  const texts = words.map(spelledOut);
  return texts.every((text) => text !== undefined) ? texts.join(" ") : undefined;
}

/** The text with `%d` for what is filled in, as in a format. */
function spelledOut(value: Expression): string | undefined {
  const text = literalOf(value);
  if (text !== undefined) return text.trim();
  if (value.kind === "text")
    return value.parts.map((part) => (part.kind === "literal" ? part.text : "%d")).join("");
  const [format] =
    value.kind === "call" && /(?:^|\.)(?:sprintf|format)$/.test(value.call.path) ? partsOf(value) : [];
  return format && literalOf(format);
}

/** `pty.spawn("/bin/sh")`, `PTY.spawn("bash")` */
function startsTerminal({ path, arguments: values }: Call): boolean {
  if (!/^(?:pty|PTY|node-pty)\.spawn$/.test(path)) return false;
  const [first] = values;
  const program = first?.kind === "list" ? first.parts[0] : first;
  return BARE_SHELL.test(literalOf(program)?.trim() ?? "");
}
