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

/** Where such a shell is started; none without a connection. */
export function shellsHandedOutBy(program: Program): Call[] {
  if (!program.calls.some(isConnecting)) return [];
  const started = program.starts.filter(isBareShell).map(({ call }) => call);
  const terminals = program.calls.filter(startsTerminal);
  return [...new Set([...started, ...terminals])];
}

/** `spawn("/bin/sh", [])`, `subprocess.call(["/bin/sh", "-i"])`, `exec sprintf("/bin/sh -i <&%d", fd)` */
function isBareShell({ words }: StartedProgram): boolean {
  const texts = words.map(spelledOut);
  return texts.every((text) => text !== undefined) && BARE_SHELL.test(texts.join(" "));
}

const BARE_SHELL =
  /^(?:\S*\/)?(?:ba|da|z|k|a)?sh(?: -\w*i\w*)?(?: [<>&].*)?$|^(?:cmd(?:\.exe)?|powershell(?:\.exe)?)$/;

/** The text with what is filled in left out, as in a format. */
function spelledOut(value: Expression): string | undefined {
  const text = literalOf(value);
  if (text !== undefined) return text.trim();
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
