/** A review -> what the check run shows, within the limits of GitHub's API. */
import type { Finding } from "../engine/finding.ts";
import { bySeverity, isAtLeast, type Severity } from "../engine/severity.ts";
import type { Review, ReviewedFinding } from "../review/review.ts";
import { type Conclusion, conclusionOf } from "./conclusion.ts";
import { inlineCode, sentence, shorten } from "./markdown.ts";
import { planSection } from "./plan-section.ts";
import { safeText } from "./redaction.ts";
import { ICONS } from "./review-comments.ts";
import { countBySeverity, newFindings, plural, STILL_LEAKED, untoldFailures } from "./wording.ts";

/** Characters of `output.summary`; GitHub answers 422 to more (OpenAPI: checks/create). */
export const MAX_SUMMARY = 65_535;

/** Annotations of one request; further ones go into further updates (OpenAPI: checks/update). */
export const ANNOTATIONS_PER_REQUEST = 50;

/** All annotations of a run: GitHub's page gets unusable long before its own limits. */
const MAX_ANNOTATIONS = 200;

/** Characters of an annotation's message: 64 KB are allowed, one paragraph is read. */
const MAX_MESSAGE = 2_000;

/** Files that could not be read; findings come after them and must not be cut off. */
const MAX_FAILURES = 50;

/** An annotation in the names of GitHub's API. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

/** What the check run shows. */
export interface CheckOutput {
  readonly conclusion: Conclusion;
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** Address of a line of the reviewed commit, for links. */
export type LinkTo = (path: string, line: number) => string;

/** The output for one review. */
export function checkOutput(review: Review, linkTo: LinkTo): CheckOutput {
  if (!review.isRelevant) return NOTHING_TO_SAY;
  return {
    conclusion: conclusionOf(review.verdict),
    title: titleOf(review),
    summary: summaryOf(review, linkTo),
    annotations: newFindings(review).sort(bySeverity).slice(0, MAX_ANNOTATIONS).map(annotation),
  };
}

const NOTHING_TO_SAY: CheckOutput = {
  conclusion: "success",
  title: "Nothing to review",
  summary: "This change touches no file that decides how the application is deployed with Kamal.",
  annotations: [],
};

function titleOf(review: Review): string {
  const found = countBySeverity(newFindings(review));
  if (review.verdict === "incomplete")
    return found === "" ? "Not everything could be reviewed" : `Not everything could be reviewed; ${found}`;
  return found === "" ? "No new findings" : found;
}

function summaryOf(review: Review, linkTo: LinkTo): string {
  const sections = [
    planSection(review.plan, linkTo),
    verdictSentence(review),
    failureSection(review),
    findingsTable(newFindings(review), linkTo),
    fixedSection(review),
    waivedSection(review, linkTo),
    existingSection(review, linkTo),
  ];
  return withinLimit(sections.filter((section) => section !== ""));
}

function verdictSentence({ verdict }: Review): string {
  switch (verdict) {
    case "blocked":
      return "**This change brings in a critical finding.** Fix it and push; the check runs again by itself.";
    case "incomplete":
      return "**Part of this change could not be reviewed**, so it is not let through as if it had been.";
    case "advice":
      return "Nothing here blocks the merge, but it is worth a look before.";
    case "clean":
      return "Nothing found that would weaken the deployment.";
  }
}

function failureSection(review: Review): string {
  const lines = untoldFailures(review).map(
    ({ path, reason }) => `- ${inlineCode(path)} ${sentence(reason)}.`,
  );
  const more =
    lines.length > MAX_FAILURES ? [`- and ${plural(lines.length - MAX_FAILURES, "more file")}`] : [];
  return lines.length === 0
    ? ""
    : `### Not reviewed\n\n${[...lines.slice(0, MAX_FAILURES), ...more].join("\n")}`;
}

/** The worst first: it is read first, and cut off last. */
function findingsTable(findings: readonly ReviewedFinding[], linkTo: LinkTo): string {
  if (findings.length === 0) return "";
  const rows = findings.toSorted(bySeverity).map((finding) => row(finding, linkTo));
  return ["| | rule | place | what |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function row(
  { severity, ruleId, path, start, message, destinations, waiver }: ReviewedFinding,
  linkTo: LinkTo,
): string {
  const place = `[${inlineCode(`${path}:${start.line}`)}](${linkTo(path, start.line)})`;
  const where = destinations.length > 0 ? ` (${destinations.map(inlineCode).join(", ")})` : "";
  return `| ${ICONS[severity]} ${severity} | ${inlineCode(ruleId)} | ${inTable(place)} | ${inTable(sentence(message) + where + waiverNote(waiver))} |`;
}

/** What a suppression says about the finding. */
function waiverNote(waiver: ReviewedFinding["waiver"]): string {
  if (!waiver) return "";
  return ` ${waiver.status === "asked" ? "**Asks to be waived**" : "Accepted"}: ${sentence(waiver.reason)}`;
}

/** A bar ends a cell even inside a code span. */
function inTable(markdown: string): string {
  return markdown.replace(/\\?\|/g, "\\|");
}

function fixedSection({ fixed }: Review): string {
  if (fixed.length === 0) return "";
  const lines = fixed.map(
    (finding) =>
      `- ${inlineCode(finding.ruleId)} in ${inlineCode(finding.path)}: ${sentence(finding.message)}${isStillLeaked(finding) ? ` **${STILL_LEAKED}**` : ""}`,
  );
  return `### Fixed by this change\n\n${lines.join("\n")}`;
}

/** Placeholders, which are only low, are nobody's secret. */
function isStillLeaked(finding: Finding): boolean {
  return finding.standsAtSecret && isAtLeast(finding.severity, "medium");
}

/** Old findings are shown folded: they are worth knowing and not this author's task. */
function existingSection({ findings }: Review, linkTo: LinkTo): string {
  const existing = findings.filter((finding) => !finding.isNew);
  if (existing.length === 0) return "";
  const count = plural(existing.length, "finding");
  return `<details><summary>${count} from before this change</summary>\n\n${findingsTable(existing, linkTo)}\n\n</details>`;
}

/** What the files themselves accept stays visible. */
function waivedSection({ findings }: Review, linkTo: LinkTo): string {
  const waived = findings.filter((finding) => finding.isNew && finding.isWaived);
  if (waived.length === 0) return "";
  const count = plural(waived.length, "finding");
  return `<details><summary>${count} accepted by a comment in the file</summary>\n\n${findingsTable(waived, linkTo)}\n\n</details>`;
}

/** Drops lines from the end, whole ones, and says how much is missing. */
function withinLimit(sections: readonly string[]): string {
  const text = sections.join("\n\n");
  if (text.length <= MAX_SUMMARY) return text;
  const notice = "\n\n(cut here: the whole list is in `kamal-review scan`)";
  const cut = text.slice(0, MAX_SUMMARY - notice.length - "\n\n</details>".length);
  const lines = cut.slice(0, cut.lastIndexOf("\n"));
  const open = lines.split("<details>").length > lines.split("</details>").length ? "\n\n</details>" : "";
  return lines + open + notice;
}

const LEVELS: Readonly<Record<Severity, Annotation["annotation_level"]>> = {
  critical: "failure",
  high: "failure",
  medium: "warning",
  low: "notice",
  info: "notice",
};

/** Annotations are plain text on GitHub's side; columns are allowed only within one line. */
function annotation({ path, start, end, severity, ruleId, message, fix }: ReviewedFinding): Annotation {
  const columns =
    start.line === end.line && end.column > start.column
      ? { start_column: start.column, end_column: end.column }
      : {};
  return {
    path,
    start_line: start.line,
    end_line: end.line,
    ...columns,
    annotation_level: LEVELS[severity],
    title: `${ruleId} (${severity})`,
    message: shorten(`${safeText(message)}\n${safeText(fix)}`, MAX_MESSAGE),
  };
}
