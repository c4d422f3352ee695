/** HK-02: data becomes program text. */
import {
  isFilledIn,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { isDownload } from "../shared/downloads.ts";
import { type EvaluatedText, evaluatedTexts } from "../shared/evaluated-texts.ts";
import { type Origin, worst } from "../shared/printed-origin.ts";
import { checkProgram } from "../shared/programs/eval-of-data.ts";
import { printsShellSetup } from "../shared/shell-setup.ts";
import { type OriginOf, originsIn } from "../shared/tainted-variables.ts";

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
  *check(document) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document);
  },
});

function* checkScript(script: ShellScript): Iterable<Problem> {
  const originOf = originsIn(script);
  for (const command of script.commands) {
    const judged = evaluatedTexts(command).map((text) => judge(text, command, originOf, script));
    const origin = worst(judged.map((one) => one.origin));
    const grave = judged.find((one) => one.origin === origin);
    if (grave && origin !== "constant") yield report(command, grave);
  }
}

interface Judged extends EvaluatedText {
  readonly origin: Origin;
  /** The parts that are data. */
  readonly data: readonly WordPart[];
}

/** Of what another language fills in, interpreter-interpolation speaks. */
function judge(text: EvaluatedText, command: ShellCommand, originOf: OriginOf, script: ShellScript): Judged {
  const data = text.word.parts.filter((part) => !isMeantForEval(part) && !isFilledIn(part, script));
  const word: ShellWord = { ...text.word, parts: data };
  return { ...text, data, origin: text.splices ? "unknown" : originOf(word, command.inFunction) };
}

/** Settings for the shell; and downloads, of which pipe-to-shell speaks. */
function isMeantForEval(part: WordPart): boolean {
  if (part.kind !== "substitution" && part.kind !== "process") return false;
  return part.commands.every(printsShellSetup) || part.commands.some(isDownload);
}

function report(command: ShellCommand, judged: Judged): Problem {
  const { word, by, origin } = judged;
  const what =
    origin === "outside" ? "Text that others can choose" : judged.splices ? "Each item" : "The value";
  const at = { source: word.source, span: word.span, anchor: command.anchor ?? "" };
  return {
    at,
    severity: severityOf(command, judged),
    message: `${what} becomes program text here through ${by}.`,
  };
}

/** Whoever chooses the whole program needs no trick with quotes; in a container there is less to take. */
function severityOf({ runsOn }: ShellCommand, { origin, data, splices }: Judged): Severity {
  const isWhole = !splices && data.every((part) => part.kind !== "literal");
  if (origin === "outside") return runsOn === "container" ? "high" : "critical";
  return isWhole && runsOn !== "container" ? "high" : "medium";
}
