/** An unquoted here-document whose variables all belong to the program that reads it -> the same with its delimiter quoted. */
import { containerShell } from "../../../documents/shell/container-command.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import {
  feeders,
  type Heredoc,
  type ShellCommand,
  type ShellScript,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { readSshCall } from "../../../documents/shell/ssh-command.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import type { Edit } from "../../../engine/rule.ts";
import { onceFor } from "../../../source/once-for.ts";
import { contains } from "../../../source/span.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import { textOfWord } from "./command-line.ts";

/** Undefined unless the part stands in such a document of the command; quoting then puts no value into the text any more. */
export function heredocEdit(part: WordPart, command: ShellCommand, script: ShellScript): Edit | undefined {
  const heredoc = [command, ...feeders(command)]
    .flatMap(({ redirections }) => redirections.flatMap((one) => one.heredoc ?? []))
    .find(({ span, quoted }) => !quoted && contains(span, part.span));
  if (!heredoc) return undefined;
  if (!JUDGED.has(heredoc)) JUDGED.set(heredoc, editOf(heredoc, command, script));
  return JUDGED.get(heredoc);
}

/** Every line of a document may hold a value. */
const JUDGED = new WeakMap<Heredoc, Edit | undefined>();

function editOf(heredoc: Heredoc, command: ShellCommand, script: ShellScript): Edit | undefined {
  const given = argumentsGiven(command);
  if (!isPlain(heredoc, script) || !heredoc.parts.every((one) => belongsInside(one, heredoc, given, script)))
    return undefined;
  const { start, end } = heredoc.operator;
  const [, sign = "", delimiter = ""] = OPERATOR.exec(script.source.text.slice(start, end)) ?? [];
  return delimiter === "" ? undefined : { span: heredoc.operator, text: `${sign}'${delimiter}'` };
}

const OPERATOR = /^(<<-?[ \t]*)(\w[\w.-]*)$/;

/** A backslash that an unquoted document takes away would stay. */
function isPlain({ span }: Heredoc, { source }: ShellScript): boolean {
  return !/\\[$`\\\r\n]/.test(source.text.slice(span.start, span.end));
}

/** An argument that the program is given, or a variable that it sets itself before and that nobody else sets. */
function belongsInside(part: WordPart, { span }: Heredoc, given: number, script: ShellScript): boolean {
  if (part.kind === "literal") return true;
  if (part.kind !== "variable" || part.inner.length > 0) return false;
  if (/^[@*#]$/.test(part.name)) return given > 0;
  if (/^[1-9]$/.test(part.name)) return Number(part.name) <= given;
  const places = [...assignmentsTo(part.name, script), ...(readersIn(script).get(part.name) ?? [])];
  const isInside = places.every((place) => contains(span, place.span));
  return isInside && places.some((place) => place.span.end <= part.span.start);
}

/** `read NAME`, by name. */
const readersIn: (script: ShellScript) => ReadonlyMap<string, readonly ShellCommand[]> = onceFor(
  ({ commands }) => {
    const readers = commands
      .filter(({ name }) => /^(?:read|mapfile|readarray)$/.test(name?.literal ?? ""))
      .flatMap((command) => command.arguments.map(({ literal = "" }) => ({ literal, command })));
    const byName = Map.groupBy(readers, ({ literal }) => literal);
    return new Map([...byName].map(([name, found]) => [name, found.map(({ command }) => command)]));
  },
);

/** How many words stand behind `bash -s --`. */
function argumentsGiven(command: ShellCommand): number {
  const invocation = invocationOf(command);
  const { name, arguments: own } = invocation;
  const words = name === "ssh" ? readSshCall(invocation).remote : containerShell(invocation)?.arguments;
  const line = (words ?? own).map(textOfWord).join(" ").slice(0, MAX_LINE);
  const read = isShellName(name) || name !== "ssh" ? ARGUMENTS : REMOTE_ARGUMENTS;
  const rest = read.exec(line)?.[1]?.trim() ?? "";
  return rest === "" ? 0 : rest.split(/\s+/).length;
}

const ARGUMENTS = /^(?:-[a-z]+ )*-[a-z]*s(?: --)?( .*)$/;
const REMOTE_ARGUMENTS = /(?:^|[ /])(?:ba|da|z|k)?sh (?:-[a-z]+ )*-[a-z]*s(?: --)?( .*)$/;

/** Nobody gives more arguments than fit in there. */
const MAX_LINE = 2_000;
