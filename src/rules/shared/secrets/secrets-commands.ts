/** What the `$(…)` of secrets files do besides reading a secret. */

import { effectOf } from "../../../documents/shell/benign-commands.ts";
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { downloadsRunBy } from "../scripts/downloads.ts";

/** A command that goes beyond, and how. */
export interface BeyondReading {
  readonly at: ShellCommand;
  readonly how: "sends" | "fetches" | "writes" | "adds";
}

const SENDING = /^(?:nc|ncat|netcat|telnet|socat|mail|sendmail|scp|rsync|sftp|ftp)$/;
const FETCHING = /^(?:curl|wget|http|https|xh|aria2c)$/;
const POSTING =
  /^(?:-[a-zA-Z]*[dFT]$|--(?:data|data-\w+|form|form-string|upload-file|json|post-data|post-file)\b)/;
const WRITING = /^(?:tee|cp|mv|rm|ln|dd|install|chmod|chown|touch|mkdir|truncate)$/;

/** The gravest of them; undefined when the commands only read. */
export function beyondReading(script: ShellScript): BeyondReading | undefined {
  const runs = new Set(script.commands.flatMap(downloadsRunBy)); // a rule of its own speaks of those
  const found = script.commands.flatMap((command) => (runs.has(command) ? [] : (beyond(command) ?? [])));
  const [gravest] = found.sort((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how));
  if (gravest) return gravest;
  const second = strangers(script).find((command) => isUnknown(command, script));
  return second && { at: second, how: "adds" };
}

const ORDER: readonly BeyondReading["how"][] = ["sends", "writes", "fetches", "adds"];

function beyond(command: ShellCommand): BeyondReading | undefined {
  const { name = "", arguments: words } = invocationOf(command);
  if (SENDING.test(name)) return { at: command, how: "sends" };
  if (FETCHING.test(name)) {
    const posts = words.some(
      ({ literal, parts }) => POSTING.test(literal ?? firstText(parts)) || asksWith(parts),
    );
    return { at: command, how: posts ? "sends" : "fetches" };
  }
  const writes = command.redirections.some(
    ({ operator, target }) =>
      /^[0-9&]*>/.test(operator) && !/^(?:\/dev\/null|&?[\d-])$/.test(target?.literal ?? "$"),
  );
  return writes || WRITING.test(name) ? { at: command, how: "writes" } : undefined;
}

/** `https://host/?k=$SECRET` */
function asksWith(parts: ShellCommand["arguments"][number]["parts"]): boolean {
  const before = firstText(parts);
  return parts.length > 1 && /^https?:/.test(before) && before.includes("?");
}

function firstText([first]: ShellCommand["arguments"][number]["parts"]): string {
  return first?.kind === "literal" ? first.text : "";
}

/** What only sets the scene for the command that reads. */
const PREPARING =
  /^(?:cd|set|export|true|false|:|umask|source|\.|exit|return|test|\[|\[\[|command|which|type|sleep)$/;

/** Text tools read as long as they do not edit in place or run programs of their own. */
function isTextTool(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  if (!/^(?:sed|[gmn]?awk|perl|tr|cut|xargs|base64|openssl|gpg|age)$/.test(name)) return false;
  return !words.some(({ literal = "$" }) => /^-\w*[ie]\b|\bsystem\s*\(|^-out$/.test(literal));
}

function isUnknown(command: ShellCommand, script: ShellScript): boolean {
  return !isTextTool(command) && effectOf({ ...script, commands: [command], assignments: [] }) === "unknown";
}

/** Commands after the first pipeline: `op read …; other`. */
function strangers({ commands }: ShellScript): ShellCommand[] {
  const acting = commands.filter((command) => !PREPARING.test(invocationOf(command).name ?? ""));
  const [first] = acting;
  const own = first?.stages[0]?.pipeline;
  return acting
    .slice(1)
    .filter(
      (command) => !within(command, first) && (own === undefined || command.stages[0]?.pipeline !== own),
    );
}

/** Substitutions in the words of a command prepare it. */
function within(inner: ShellCommand, outer: ShellCommand | undefined): boolean {
  return outer !== undefined && inner.span.start >= outer.span.start && inner.span.end <= outer.span.end;
}
