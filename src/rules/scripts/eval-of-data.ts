/** HK-02: data becomes program text. */

import type { Project } from "../../documents/project.ts";
import { runsItsInput } from "../../documents/shell/runs-input.ts";
import { isShellName } from "../../documents/shell/shell-names.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Span } from "../../source/span.ts";
import { checkProgram } from "../shared/programs/eval-of-data.ts";
import { placeOfLine } from "../shared/scripts/command-line.ts";
import { isDownload } from "../shared/scripts/downloads.ts";
import { mostFor } from "../shared/scripts/environment-variables.ts";
import { type EvaluatedText, evaluatedTexts, textsRunLater } from "../shared/scripts/evaluated-texts.ts";
import { isExpandedOutside } from "../shared/scripts/expanded-outside.ts";
import { type Flow, worst } from "../shared/scripts/flow.ts";
import { heredocEdit } from "../shared/scripts/heredoc-edit.ts";
import { isPastedExpression } from "../shared/scripts/pasted-expressions.ts";
import { reaching } from "../shared/scripts/reaching.ts";
import { textsOfSettings } from "../shared/scripts/settings-run-later.ts";
import { printSettings } from "../shared/scripts/shell-setup.ts";
import { standsUnquoted } from "../shared/scripts/stands-unquoted.ts";
import { type FlowOf, flowFedTo, variableOf } from "../shared/scripts/tainted-variables.ts";
import { flowsInWorkflow } from "../shared/workflows/workflow-environment.ts";

export default defineRule({
  id: "eval-of-data",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Data evaluated as program text",
  why: "The value is read as a program, so a quote, a semicolon or `$(…)` in it runs on the machine that deploys, which holds every key and secret of the deployment.",
  fix: 'Pass data as arguments: `sh -c \'echo "$1"\' _ "$value"`, or call the program directly without eval.',
  references: ["https://mywiki.wooledge.org/BashFAQ/048"],
  appliesTo: ["shell-script", "program"],
  givesWayTo: ["reverse-shell"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document, project);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const flowOf = flowsInWorkflow(script, project);
  const isTold: IsTold = (part) => isPastedExpression(part, script, project);
  for (const command of script.commands) {
    const judged = [
      ...[...evaluatedTexts(command), ...chosenCommand(command)].map((text) =>
        judge(text, command, flowOf, isTold),
      ),
      ...textsRunLater(command, script)
        .map((text) => judge(text, command, flowOf, isTold))
        .filter(({ flow }) => flow.origin !== "unknown"), // a setting that was known when the file was written
      ...textsOfSettings(command).flatMap((text) => {
        const one = judge(text, command, flowOf, isTold);
        return one.flow.origin === "outside" || one.flow.origin === text.needs ? [one] : [];
      }),
    ];
    if (judged.length === 0) {
      const piped = runsItsInput(command) ? pipedText(command, flowOf) : undefined;
      if (piped) yield piped;
      continue;
    }
    const { origin } = worst(judged.map(({ flow }) => flow));
    const grave = judged.find(({ flow }) => flow.origin === origin);
    const isOwnName = grave?.by === "the shell" && isOfThisRun(grave); // `$(npm bin)/tool`, `"$@"`
    if (grave && origin !== "constant" && !isOwnName && !isSetThere(grave, script))
      yield report(command, grave, script, flowOf);
  }
}

/** `sh -c "psql $DATABASE_URL"` in a setting: the variables of a container come out of the same file. */
function isSetThere({ by, flow }: Judged, { setting }: ShellScript): boolean {
  return setting !== undefined && flow.origin === "unknown" && by !== "eval";
}

interface Judged extends EvaluatedText {
  readonly flow: Flow;
  /** The parts that are data. */
  readonly data: readonly WordPart[];
}

/** What other rules speak of. */
type IsTold = (part: WordPart) => boolean;

function judge(text: EvaluatedText, command: ShellCommand, flowOf: FlowOf, isTold: IsTold): Judged {
  const data = text.word.parts.filter(
    (part) => !isMeantForEval(part) && !isExpandedOutside(part, command) && !isTold(part),
  );
  const items = flowFedTo(command, flowOf);
  const isFile = text.splices && text.by.startsWith("find");
  const spliced: Flow = isFile
    ? { origin: "given", source: undefined }
    : items.origin === "constant"
      ? { origin: "unknown", source: undefined }
      : items;
  const own = flowOf({ parts: data }, command.inFunction);
  return { ...text, data, flow: text.splices ? worst([spliced, own]) : own };
}

/** `$(git log …)` as a command of its own, `$line`, `"${lines[@]}"`; what a variable keeps stands in its place, with its own quotes. */
function chosenCommand({ name }: ShellCommand): EvaluatedText[] {
  const [part, ...others] = name?.parts ?? [];
  if (!name || others.length > 0) return [];
  const written = name.source.text.slice(name.span.start, name.span.end);
  const isSplit = !written.startsWith('"') || /^"\$\{\w+\[@\]\}"$/.test(written);
  const isChosen = part?.kind === "substitution" || (part?.kind === "variable" && isSplit);
  return isChosen ? [{ word: name, by: "the shell", splices: false }] : [];
}

/** A command that the script is told or that a program names; only what outsiders write is never meant to be one. */
function isOfThisRun({ flow, word }: Judged): boolean {
  return flow.origin === "unknown" || (flow.origin === "given" && word.parts[0]?.kind === "variable");
}

/** `git log --format=%B | sh` */
function pipedText(command: ShellCommand, flowOf: FlowOf): Problem | undefined {
  const fed = feeders(command);
  if (!isShellName(invocationOf(command).name) || fed.some((one) => isDownload(one) || isPrinter(one)))
    return undefined;
  const flow = flowFedTo(command, flowOf);
  if (flow.origin !== "outside" && flow.origin !== "given") return undefined;
  const at = placeOfLine(command);
  const severity = flow.origin === "outside" && command.runsOn !== "container" ? "critical" : "high";
  return { at, severity, message: reaching(flow, at, "becomes the program of a shell here") };
}

/** What those print is looked at as a text. */
function isPrinter(command: ShellCommand): boolean {
  return /^(?:echo|printf)$/.test(invocationOf(command).name ?? "");
}

/** Settings for the shell; and downloads, of which pipe-to-shell speaks. */
function isMeantForEval(part: WordPart): boolean {
  if (part.kind !== "substitution" && part.kind !== "process") return false;
  return printSettings(part.commands) || part.commands.some(isDownload);
}

function report(command: ShellCommand, judged: Judged, script: ShellScript, flowOf: FlowOf): Problem {
  const { word, by, flow, splices, data } = judged;
  const at = { source: word.source, span: spanOf(judged, command, flowOf), anchor: command.anchor ?? "" };
  const message = splices
    ? `Each item becomes program text here through ${by}.`
    : reaching(flow, at, `becomes program text here through ${by}`);
  const variable = data.find(({ kind }) => kind === "variable");
  const edit = variable && standsUnquoted(script) ? heredocEdit(variable, command, script) : undefined;
  return { at, severity: severityOf(command, judged), message, ...(edit ? { edit } : {}) };
}

/** Of a text over several lines the part that counts. */
function spanOf({ word, flow, data, splices }: Judged, { inFunction }: ShellCommand, flowOf: FlowOf): Span {
  const isLong = word.source.text.slice(word.span.start, word.span.end).includes("\n");
  if (!isLong || splices) return word.span;
  const grave = data.find((part) => flowOf({ parts: [part] }, inFunction).origin === flow.origin);
  return grave?.span ?? word.span;
}

/** In a container there is less to take; what a trap pastes in is mostly the name of a file. */
function severityOf({ runsOn }: ShellCommand, { flow, data, splices, by }: Judged): Severity {
  if (flow.origin === "outside") return runsOn === "container" ? "high" : "critical";
  const most = mostFor(variableOf(flow) ?? "");
  if (most) return most;
  if (runsOn === "container" || (splices && flow.origin === "unknown")) return "medium";
  const isName = data.every((part) => part.kind !== "substitution") && by === "trap";
  return isName ? "medium" : "high";
}
