/** A review for a person at a terminal. */
import type { Severity } from "../engine/severity.ts";
import type { Review, ReviewedFinding } from "../review/review.ts";
import { codeFrame } from "./code-frame.ts";
import { safeText } from "./redaction.ts";
import { countBySeverity, newFindings, plural } from "./wording.ts";

/** How a piece of text is to look; the caller knows whether the terminal has colours. */
export type Style = "bold" | "dim" | "red" | "yellow" | "cyan" | "green";

/** Applies a style to a text. */
export type Paint = (style: Style, text: string) => string;

const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  critical: "red",
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "dim",
};

/** The whole report; empty when there is nothing to say. */
export function terminalReport(review: Review, paint: Paint): string {
  const shown = newFindings(review);
  const blocks = [
    ...shown.map((finding) => findingBlock(finding, review, paint)),
    ...failureLines(review, paint),
  ];
  const summary = summaryLine(review, paint);
  return blocks.length === 0 && summary === ""
    ? ""
    : `${[...blocks, summary].filter((part) => part !== "").join("\n\n")}\n`;
}

function findingBlock(finding: ReviewedFinding, review: Review, paint: Paint): string {
  const place = `${safeText(finding.path)}:${finding.start.line}:${finding.start.column}`;
  const severity = paint(SEVERITY_STYLE[finding.severity], finding.severity);
  const destinations =
    finding.destinations.length > 0
      ? paint("dim", ` (${finding.destinations.map(safeText).join(", ")})`)
      : "";
  const frame = frameLines(finding, review, paint);
  const asks = finding.waiver
    ? [`  ${paint("yellow", "asks to be waived:")} ${safeText(finding.waiver.reason)}`]
    : [];
  const text = [
    `  ${safeText(finding.message)}`,
    ...frame,
    `  ${paint("green", "fix:")} ${safeText(finding.fix)}`,
    ...asks,
  ];
  return [
    `${paint("bold", place)} ${severity} ${paint("cyan", finding.ruleId)}${destinations}`,
    ...text,
  ].join("\n");
}

function frameLines(finding: ReviewedFinding, review: Review, paint: Paint): string[] {
  const source = review.sources.get(finding.path);
  if (!source || source.text === "") return [];
  const frame = codeFrame(source, finding.start, finding.end, review.secrets.get(finding.path) ?? []);
  const number = String(frame.line);
  const bar = paint("dim", "|");
  return [
    `  ${paint("dim", number)} ${bar} ${frame.text}`,
    `  ${" ".repeat(number.length)} ${bar} ${paint(SEVERITY_STYLE[finding.severity], frame.marker)}`,
  ];
}

/** Unreadable files are findings too; only what no finding tells is told here. */
function failureLines(review: Review, paint: Paint): string[] {
  const told = new Set(
    review.findings
      .filter(({ ruleId }) => ruleId === "unparsable" || ruleId === "opaque-hook")
      .map(({ path }) => path),
  );
  return review.failures
    .filter(({ path, counts }) => counts && !told.has(path))
    .map(
      ({ path, reason }) =>
        `${paint("bold", safeText(path))} ${paint("red", "not reviewed")}\n  It ${safeText(reason)}.`,
    );
}

function summaryLine(review: Review, paint: Paint): string {
  const found = newFindings(review);
  const parts = [
    found.length > 0 ? countBySeverity(found) : "",
    review.failures.some(({ counts }) => counts) ? paint("red", "not everything could be reviewed") : "",
    review.fixed.length > 0 ? `${plural(review.fixed.length, "finding")} fixed` : "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}
