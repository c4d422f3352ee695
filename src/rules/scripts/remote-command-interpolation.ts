/** HK-03: a value is pasted into text that a shell on a server, a container or a database parses anew. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript, WordPart } from "../../documents/shell/shell-script.ts";
import { defineRule, type Edit, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { checkProgram } from "../shared/programs/remote-command-interpolation.ts";
import { mostFor } from "../shared/scripts/environment-variables.ts";
import { isExpandedOutside } from "../shared/scripts/expanded-outside.ts";
import { type Flow, worst } from "../shared/scripts/flow.ts";
import { heredocEdit } from "../shared/scripts/heredoc-edit.ts";
import { flowsAmong, inItsLibraries } from "../shared/scripts/libraries.ts";
import { isPastedExpression } from "../shared/scripts/pasted-expressions.ts";
import { pipedIntoRemote } from "../shared/scripts/piped-into-remote.ts";
import { reaching } from "../shared/scripts/reaching.ts";
import { textsSentBy } from "../shared/scripts/remote-functions.ts";
import type { RemoteText } from "../shared/scripts/remote-texts.ts";
import { standsUnquoted } from "../shared/scripts/stands-unquoted.ts";
import { variableOf } from "../shared/scripts/tainted-variables.ts";
import { inItsWorkflow } from "../shared/workflows/workflow-environment.ts";

export default defineRule({
  id: "remote-command-interpolation",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Value pasted into a remote command",
  why: "The value is put into the text before the other side parses it, so `$(…)`, `;` or a quote in it runs there: `ssh host \"echo $X\"` with `X='; id'` runs `id`.",
  fix: "Quote the value for the other shell with `printf '%q'`, pass it on standard input, or check it against a strict pattern first.",
  references: ["https://mywiki.wooledge.org/BashFAQ/096"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document, project);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const flowOf = flowsAmong(script, project);
  for (const command of script.commands) {
    const texts = textsSentBy(command, script, project);
    const piped = pipedIntoRemote(command, texts, flowOf);
    if (piped) yield piped;
    for (const text of texts) {
      const judged = text.parts.flatMap((part) => {
        const own = inItsWorkflow(flowOf({ parts: [part] }, command.inFunction), script, project);
        const flow = inItsLibraries(own, script, project);
        const isTold = isExpandedOutside(part, command) || isPastedExpression(part, script, project);
        return flow.origin === "constant" || isTold ? [] : [{ part, flow }];
      });
      for (const one of worstOfEachLine(judged, script)) yield report(one, text, command, script);
    }
  }
}

interface Judged {
  readonly part: WordPart;
  readonly flow: Flow;
}

function worstOfEachLine(judged: readonly Judged[], { source }: ShellScript): Judged[] {
  const lines = Map.groupBy(judged, ({ part }) => source.positionAt(part.span.start).line);
  return [...lines.values()].flatMap((ones) => {
    const { origin } = worst(ones.map(({ flow }) => flow));
    return ones.find(({ flow }) => flow.origin === origin) ?? [];
  });
}

function report(judged: Judged, text: RemoteText, command: ShellCommand, script: ShellScript): Problem {
  const { part, flow } = judged;
  const at = { source: script.source, span: part.span, anchor: command.anchor ?? "" };
  const edit = standsUnquoted(script)
    ? (heredocEdit(part, command, script) ?? editFor(part, text, script))
    : undefined;
  return {
    at,
    subject: part.kind === "variable" ? part.name : "$()",
    severity:
      script.role === "workflow" ? inWorkflow(judged, text, script) : severityOf(judged, text, script),
    message: reaching(flow, at, `reaches ${text.by} here, as part of its program`),
    ...(edit ? { edit } : {}),
  };
}

/** What a workflow hands to a script is set by those who may write workflows and start them. */
function inWorkflow(judged: Judged, text: RemoteText, script: ShellScript): Severity {
  return judged.flow.origin === "outside" ? severityOf(judged, text, script) : "medium";
}

function severityOf({ part, flow }: Judged, { reach }: RemoteText, script: ShellScript): Severity {
  if (flow.origin === "outside") return reach === "container" ? "high" : "critical";
  const most = mostFor(variableOf(flow) ?? "");
  if (most) return most;
  if (flow.origin === "given") return "high";
  if (script.role === "entrypoint") return "medium"; // what a container is given stays in it
  const isSetting = part.kind === "variable" && !/\$/.test(flow.source?.what ?? "");
  return reach !== "host" || isSetting || hasDefault(part) || isOwnSetting(flow, script) ? "medium" : "high";
}

/** `${APP_DIR:-/srv/app}`: a setting of the script that people may override on their own machines. */
function hasDefault(part: WordPart): boolean {
  return part.kind === "variable" && /^:?-$/.test(part.operator) && part.inner.length > 0;
}

/** `PORTS="${MAIL_PORTS:-25 587}"`, and what is taken from it later. */
function isOwnSetting(flow: Flow, { assignments }: ShellScript): boolean {
  const variable = variableOf(flow);
  return assignments.some(({ value }) =>
    value?.parts.some((part) => part.kind === "variable" && part.name === variable && hasDefault(part)),
  );
}

/** What hands its text on to a shell; clients of databases have quotes of their own. */
const SHELLS = /^the (?:remote shell|shell (?:of the server|in the container))$/;

/** Certain where bash quotes a plain variable that stands between blanks and not in quotes of the other side. */
function editFor(part: WordPart, { parts, by }: RemoteText, { source }: ShellScript): Edit | undefined {
  if (part.kind !== "variable" || part.operator !== "" || !/^\w+$/.test(part.name)) return undefined;
  if (!SHELLS.test(by) || !/^#!.*\bbash\b/.test(source.lineText(1))) return undefined;
  const before = parts.slice(0, parts.indexOf(part));
  const gap = source.text.slice(before.at(-1)?.span.end ?? part.span.start, part.span.start);
  const text =
    before.map((one) => (one.kind === "literal" ? one.text : "_")).join("") + gap.replace(/"$/, "");
  const after = source.text[part.span.end] ?? "";
  // what stands first is the command, or the whole program, which quoting would make one word of
  if (/['"\\]/.test(text) || !/\S\s*[\s=:/]$/.test(text) || !/["\s/]/.test(after)) return undefined;
  return { span: part.span, text: `$(printf '%q' "$${part.name}")` };
}
