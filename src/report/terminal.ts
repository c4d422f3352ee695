/** A review for a person at a terminal. */
import type { Severity } from "../engine/severity.ts";
import type { Review, ReviewedFinding } from "../review/review.ts";
import { codeFrame } from "./code-frame.ts";
import { safeText } from "./redaction.ts";
import { countBySeverity, newFindings, plural, untoldFailures } from "./wording.ts";
import { wrapped } from "./wrapped.ts";

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

/** The whole report; empty when there is nothing to say. `columns` is the width of the terminal, where there is one. */
export function terminalReport(
  review: Review,
  paint: Paint,
  columns: number | undefined = undefined,
): string {
  const shown = newFindings(review);
  const blocks = [
    ...shown.map((finding) => findingBlock(finding, review, paint, columns)),
    ...failureLines(review, paint),
  ];
  const summary = summaryLine(review, paint);
  return blocks.length === 0 && summary === ""
    ? ""
    : `${[...blocks, summary].filter((part) => part !== "").join("\n\n")}\n`;
}

function findingBlock(
  finding: ReviewedFinding,
  review: Review,
  paint: Paint,
  columns: number | undefined,
): string {
  const fill = (text: string): string =>
    `  ${wrapped(text, (columns ?? Number.POSITIVE_INFINITY) - 2, "  ")}`;
  const place = `${safeText(finding.path)}:${finding.start.line}:${finding.start.column}`;
  const severity = paint(SEVERITY_STYLE[finding.severity], finding.severity);
  const destinations =
    finding.destinations.length > 0
      ? paint("dim", ` (${finding.destinations.map(safeText).join(", ")})`)
      : "";
  const labelled = (label: string, style: Style, text: string): string =>
    fill(`${label} ${text}`).replace(label, paint(style, label));
  const frame = frameLines(finding, review, paint, columns);
  const asks = finding.waiver
    ? [labelled("asks to be waived:", "yellow", safeText(finding.waiver.reason))]
    : [];
  const text = [
    fill(safeText(finding.message)),
    ...frame,
    labelled("fix:", "green", safeText(finding.fix)),
    ...asks,
  ];
  return [
    `${paint("bold", place)} ${severity} ${paint("cyan", finding.ruleId)}${destinations}`,
    ...text,
  ].join("\n");
}

function frameLines(
  finding: ReviewedFinding,
  review: Review,
  paint: Paint,
  columns: number | undefined,
): string[] {
  const source = review.sources.get(finding.path);
  if (!source || source.text === "") return [];
  const number = String(finding.start.line);
  const room = columns === undefined ? undefined : columns - number.length - "   | ".length;
  const secrets = review.secrets.get(finding.path) ?? [];
  const frame = codeFrame(source, finding.start, finding.end, secrets, room);
  const bar = paint("dim", "|");
  return [
    `  ${paint("dim", number)} ${bar} ${frame.text}`,
    `  ${" ".repeat(number.length)} ${bar} ${paint(SEVERITY_STYLE[finding.severity], frame.marker)}`,
  ];
}

function failureLines(review: Review, paint: Paint): string[] {
  return untoldFailures(review).map(
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
