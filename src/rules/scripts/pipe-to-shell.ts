/** HK-01: a download is run without anyone having looked at it. */
import { isShell } from "../../documents/shell/embedded-programs.ts";
import {
  feeders,
  type ShellCommand,
  type ShellWord,
  substitutedCommands,
} from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { downloadsIn, isDownload, runsItsInput } from "../shared/downloads.ts";

export default defineRule({
  id: "pipe-to-shell",
  category: "scripts",
  severity: "critical",
  confidence: "high",
  title: "Download run as a program",
  why: "Whoever controls the address, its DNS or the server behind it runs commands on the machine that deploys, which holds every key and secret of the deployment.",
  fix: "Install from a package manager, or download a fixed version, compare its checksum, then run it.",
  references: ["https://www.seancassidy.me/dont-pipe-to-your-shell.html"],
  appliesTo: ["shell-script"],
  *check({ commands }) {
    for (const command of commands) yield* judge(command);
  },
});

function* judge(command: ShellCommand): Iterable<Problem> {
  const piped = runsItsInput(command) ? feeders(command).flatMap(downloadsOf) : [];
  const downloads = piped.length > 0 ? piped : downloadsIn(programWords(command));
  const [download] = downloads;
  if (!download) return;
  const runner = invocationOf(command).name ?? "the shell";
  const where = command.runsOn === "remote" ? " on the server" : "";
  const start = Math.min(download.span.start, command.span.start);
  const span = { start, end: Math.max(download.span.end, command.span.end) };
  const at = { source: command.source, span, anchor: `${command.anchor} < ${download.anchor}` };
  yield {
    at,
    severity: isPinned(download) ? "high" : "critical",
    message: `What this downloads is run by ${runner}${where} unseen.`,
  };
}

function downloadsOf(command: ShellCommand): ShellCommand[] {
  if (isDownload(command)) return [command];
  return command.arguments.flatMap(substitutedCommands).filter(isDownload);
}

/** Words whose text is run: of `sh -c`, `eval`, `source`, `. file`, and a shell's script file. */
function programWords(command: ShellCommand): readonly ShellWord[] {
  const { name, arguments: words } = invocationOf(command);
  if (name === "eval" || name === "source" || name === ".") return words;
  if (isShell(name) || /^(?:ruby|perl|python[\d.]*|node|php)$/.test(name ?? "")) {
    const input = command.redirections.flatMap(({ target }) => target ?? []);
    return [...words, ...input];
  }
  return command.name && name === undefined ? [command.name] : [];
}

/** An address that holds a full commit id always gives the same text; Docker's own installer is at least well known. */
function isPinned(download: ShellCommand): boolean {
  return download.arguments.some(({ literal = "" }) =>
    /\b[0-9a-f]{40}\b|^https:\/\/get\.docker\.com/.test(literal),
  );
}
