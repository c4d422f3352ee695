/** HK-02: data becomes program text. */
import type { ShellCommand, ShellScript, WordPart } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { isDownload } from "../shared/downloads.ts";
import { type EvaluatedText, evaluatedTexts } from "../shared/evaluated-texts.ts";
import { isExpandedOutside } from "../shared/expanded-outside.ts";
import { type Flow, worst } from "../shared/printed-origin.ts";
import { reaching } from "../shared/reaching.ts";
import { printsShellSetup } from "../shared/shell-setup.ts";
import { type FlowOf, flowsIn } from "../shared/tainted-variables.ts";

export default defineRule({
  id: "eval-of-data",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Data evaluated as program text",
  why: "The value is read as a program, so a quote, a semicolon or `$(…)` in it runs on the machine that deploys, which holds every key and secret of the deployment.",
  fix: 'Pass data as arguments: `sh -c \'echo "$1"\' _ "$value"`, or call the program directly without eval.',
  references: ["https://mywiki.wooledge.org/BashFAQ/048"],
  appliesTo: ["shell-script"],
  *check(script: ShellScript) {
    const flowOf = flowsIn(script);
    for (const command of script.commands) {
      const judged = evaluatedTexts(command).map((text) => judge(text, command, flowOf));
      const { origin } = worst(judged.map(({ flow }) => flow));
      const grave = judged.find(({ flow }) => flow.origin === origin);
      if (grave && origin !== "constant") yield report(command, grave);
    }
  },
});

interface Judged extends EvaluatedText {
  readonly flow: Flow;
  /** The parts that are data. */
  readonly data: readonly WordPart[];
}

function judge(text: EvaluatedText, command: ShellCommand, flowOf: FlowOf): Judged {
  const data = text.word.parts.filter((part) => !isMeantForEval(part) && !isExpandedOutside(part, command));
  const spliced: Flow = { origin: "unknown", source: undefined };
  return { ...text, data, flow: text.splices ? spliced : flowOf({ parts: data }, command.inFunction) };
}

/** Settings for the shell; and downloads, of which pipe-to-shell speaks. */
function isMeantForEval(part: WordPart): boolean {
  if (part.kind !== "substitution" && part.kind !== "process") return false;
  return part.commands.every(printsShellSetup) || part.commands.some(isDownload);
}

function report(command: ShellCommand, judged: Judged): Problem {
  const { word, by, flow, splices } = judged;
  const at = { source: word.source, span: word.span, anchor: command.anchor ?? "" };
  const message = splices
    ? `Each item becomes program text here through ${by}.`
    : reaching(flow, at, `becomes program text here through ${by}`);
  return { at, severity: severityOf(command, judged), message };
}

/** Whoever chooses the whole program needs no trick with quotes; in a container there is less to take. */
function severityOf({ runsOn }: ShellCommand, { flow, data, splices }: Judged): Severity {
  const isWhole = !splices && data.every((part) => part.kind !== "literal");
  if (flow.origin === "outside") return runsOn === "container" ? "high" : "critical";
  if (runsOn === "container") return "medium";
  return isWhole || flow.origin === "given" ? "high" : "medium";
}
