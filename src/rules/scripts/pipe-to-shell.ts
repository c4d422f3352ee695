/** HK-01: a download is run without anyone having looked at it. */
import { runsItsInput } from "../../documents/shell/runs-input.ts";
import { feeders, type ShellCommand, type ShellScript } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { checkProgram } from "../shared/programs/pipe-to-shell.ts";
import { placeOfLine } from "../shared/scripts/command-line.ts";
import {
  downloadsRunBy,
  isDownload,
  isUsualInstaller,
  shellPrintedInto,
} from "../shared/scripts/downloads.ts";
import { outputsOf } from "../shared/scripts/function-outputs.ts";
import { keptDownloads } from "../shared/scripts/kept-downloads.ts";
import { openedDownloads, readsOpened } from "../shared/scripts/opened-downloads.ts";

export default defineRule({
  id: "pipe-to-shell",
  category: "scripts",
  severity: "critical",
  confidence: "high",
  title: "Download run as a program",
  why: "Whoever controls the address, its DNS or the server behind it runs commands on the machine that deploys, which holds every key and secret of the deployment.",
  fix: "Install from a package manager, or download a fixed version, compare its checksum, then run it.",
  references: ["https://www.seancassidy.me/dont-pipe-to-your-shell.html"],
  appliesTo: ["shell-script", "program"],
  *check(document) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document);
  },
});

function* checkScript(script: ShellScript): Iterable<Problem> {
  const opened = openedDownloads(script);
  for (const command of script.commands) {
    const [download] = [
      ...downloadsRunBy(command),
      ...throughFunction(command, script),
      ...(readsOpened(command, opened) ? [command] : []),
    ];
    if (!download) continue;
    const problem = report(command, download);
    // what a language's own site says to run, at a time when no secret is at hand, is only mentioned
    yield isUsualIn(script, download) ? { ...problem, severity: "info" } : problem;
  }
  for (const { download, run } of keptDownloads(script)) {
    const problem = reportKept(download, run);
    yield isUsualIn(script, download) ? { ...problem, severity: "info" } : problem;
  }
}

function isUsualIn({ role, setting }: ShellScript, download: ShellCommand): boolean {
  return role === "dockerfile" && !setting && isUsualInstaller(download);
}

/** `fetch() { curl -fsSL "$1"; }; fetch https://… | sh` */
function throughFunction(command: ShellCommand, script: ShellScript): ShellCommand[] {
  if (!runsItsInput(command)) return [];
  const outputs = outputsOf(script);
  return feeders(command).filter(({ name }) =>
    outputs.get(name?.literal ?? "")?.some((one) => one.some(isDownload)),
  );
}

/** The file could have been looked at, but isn't. */
function reportKept(download: ShellCommand, run: ShellCommand): Problem {
  const line = run.source.positionAt(download.span.start).line;
  const message = `The download of line ${line} is run${PLACES[run.runsOn]} without a checksum.`;
  return { at: placeOfLine(run), severity: run.runsOn === "container" ? "medium" : "high", message };
}

const PLACES = { here: "", remote: " on the server", container: " in the container" };

function report(command: ShellCommand, download: ShellCommand): Problem {
  const runner = invocationOf(shellPrintedInto(command) ?? command).name ?? "the shell";
  const start = Math.min(download.span.start, command.span.start);
  const span = { start, end: Math.max(download.span.end, command.span.end) };
  const at = { source: command.source, span, anchor: `${command.anchor} < ${download.anchor}` };
  const message = `What this downloads is run by ${runner}${PLACES[command.runsOn]} unseen.`;
  return { at, severity: severityOf(command, download), message };
}

/** Code in a container has a container to lose; elsewhere it has the deployer's keys or a host. */
function severityOf(command: ShellCommand, download: ShellCommand): Severity {
  return command.runsOn === "container" || isKnownText(download) ? "high" : "critical";
}

/** A full commit id always gives the same text; Docker's installer and one's own bucket are at least known sources. */
function isKnownText(download: ShellCommand): boolean {
  if (/^(?:aws|gsutil)$/.test(invocationOf(download).name ?? "")) return true;
  return download.arguments.some(({ literal = "" }) =>
    /\b[0-9a-f]{40}\b|^https:\/\/get\.docker\.com/.test(literal),
  );
}
