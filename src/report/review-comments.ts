/** Findings -> inline comments: what to post, what to change, what to leave. Pure; the publisher only carries it out. */
import { standsAtSecrets } from "../engine/rule.ts";
import { isAtLeast, SEVERITIES, type Severity } from "../engine/severity.ts";
import { coversRange, type DiffLines } from "../review/diff-lines.ts";
import type { Review, ReviewedFinding } from "../review/review.ts";
import { RULES } from "../rules/index.ts";
import { writeMarker } from "./comment-marker.ts";
import { codeBlock, inlineCode, sentence } from "./markdown.ts";
import { type Suggestion, suggestionFor } from "./suggestion.ts";
import { newFindings, plural, STILL_LEAKED } from "./wording.ts";

/** More comments at once bury the important ones; the summary has them all. */
const MAX_COMMENTS = 20;

/** GitHub refuses bodies of more than 65,536 characters; people stop reading long before. */
const MAX_BODY = 4_000;

/** Findings that a comment's marker names; what is beyond, in one line, would not fit into a body. */
const MAX_NAMED = 500;

/** Lesser findings stand in the summary only. */
const LEAST_COMMENTED: Severity = "medium";

/** A comment to post. Lines count from 1 on the new side of the diff. */
export interface CommentDraft {
  readonly path: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly body: string;
}

/** A comment of ours that is on the pull request already. */
export interface PostedComment {
  readonly id: number;
  readonly body: string;
  readonly fingerprints: readonly string[];
}

/** What to do about comments. */
export interface CommentPlan {
  readonly create: readonly CommentDraft[];
  readonly update: readonly { readonly id: number; readonly body: string }[];
}

/** What a plan is made of. */
export interface CommentSituation {
  readonly review: Review;
  readonly diff: ReadonlyMap<string, DiffLines>;
  readonly posted: readonly PostedComment[];
  readonly headSha: string;
  readonly repositoryId: number;
  readonly pullNumber: number;
  readonly markerKey: Uint8Array;
}

/** Plans the comments: new findings once each, fixed ones marked as fixed, nothing twice. */
export function planComments(situation: CommentSituation): CommentPlan {
  const { review, diff, posted } = situation;
  const known = new Set(posted.flatMap((comment) => comment.fingerprints));
  const wanted = newFindings(review).filter((finding) => isAtLeast(finding.severity, LEAST_COMMENTED));
  const placed = wanted.filter((finding) => !known.has(finding.fingerprint) && isInDiff(finding, diff));
  const groups = [...groupByPlace(placed).values()].sort(worstFirst).slice(0, MAX_COMMENTS);
  return {
    create: groups.map((group) => draft(group, situation)).sort(inFileOrder),
    update: posted.flatMap((comment) => updateOf(comment, situation)),
  };
}

function isInDiff({ path, start }: ReviewedFinding, diff: ReadonlyMap<string, DiffLines>): boolean {
  return diff.get(path)?.hunkOf.has(start.line) ?? false;
}

/** Several things to say about one line are one comment. */
function groupByPlace(findings: readonly ReviewedFinding[]): Map<string, ReviewedFinding[]> {
  const groups = new Map<string, ReviewedFinding[]>();
  for (const finding of findings) {
    const place = `${finding.path}:${finding.start.line}`;
    const group = groups.get(place) ?? [];
    group.push(finding);
    groups.set(place, group);
  }
  return groups;
}

function worstFirst(a: readonly ReviewedFinding[], b: readonly ReviewedFinding[]): number {
  const rank = (group: readonly ReviewedFinding[]): number =>
    group.reduce((worst, { severity }) => Math.max(worst, SEVERITIES.indexOf(severity)), 0);
  return rank(b) - rank(a);
}

function inFileOrder(a: CommentDraft, b: CommentDraft): number {
  return a.path === b.path ? a.firstLine - b.firstLine : a.path < b.path ? -1 : 1;
}

function draft(findings: readonly ReviewedFinding[], situation: CommentSituation): CommentDraft {
  const [first] = findings as [ReviewedFinding];
  const lines = situation.diff.get(first.path);
  const edited = findings.filter(({ edit }) => edit !== undefined);
  const [only] = edited;
  const suggestion =
    only && edited.length === 1 && lines ? applicableSuggestion(only, lines, situation.review) : undefined;
  const lastLine =
    lines && coversRange(lines, first.start.line, lastLineOf(first)) ? lastLineOf(first) : first.start.line;
  return {
    path: first.path,
    firstLine: suggestion?.firstLine ?? first.start.line,
    lastLine: suggestion?.lastLine ?? lastLine,
    body: commentBody(findings, suggestion, situation),
  };
}

/** A place that ends right before a line's first character does not reach into that line. */
function lastLineOf({ start, end }: ReviewedFinding): number {
  return end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
}

/** GitHub applies a suggestion only when all its lines are part of the diff. */
function applicableSuggestion(
  finding: ReviewedFinding,
  lines: DiffLines,
  review: Review,
): Suggestion | undefined {
  const source = review.sources.get(finding.path);
  if (!finding.edit || !source) return undefined;
  const suggestion = suggestionFor(finding.edit, source, review.secrets.get(finding.path) ?? []);
  return suggestion && coversRange(lines, suggestion.firstLine, suggestion.lastLine) ? suggestion : undefined;
}

function commentBody(
  findings: readonly ReviewedFinding[],
  suggestion: Suggestion | undefined,
  situation: CommentSituation,
): string {
  const block = suggestion ? `\n\n${codeBlock("suggestion", suggestion.text)}` : "";
  const named = findings.slice(0, MAX_NAMED).map(({ fingerprint }) => fingerprint);
  return `${textOf(findings)}${block}\n\n${markerOf(named, situation)}`;
}

/** Whole findings only: a code span that is cut open would let its text out. */
function textOf(findings: readonly ReviewedFinding[]): string {
  const parts: string[] = [];
  let length = 0;
  for (const finding of findings) {
    const part = findingText(finding);
    length += part.length;
    if (parts.length > 0 && length > MAX_BODY) break;
    parts.push(part);
  }
  const rest = findings.length - parts.length;
  return [...parts, ...(rest > 0 ? [`And ${plural(rest, "more finding")} in this line.`] : [])].join(
    "\n\n---\n\n",
  );
}

function findingText({ severity, ruleId, message, why, fix, waiver }: ReviewedFinding): string {
  const asked = waiver ? askedFor(waiver.reason) : "";
  return `${ICONS[severity]} **${severity}** ${inlineCode(ruleId)}: ${sentence(message)}\n\n${sentence(why)}\n\n**Fix:** ${sentence(fix)}${asked}`;
}

/** Only findings that a suppression could not silence get a comment. */
function askedFor(reason: string): string {
  return `\n\n**Asks to be waived:** ${sentence(reason)} A person has to decide: a comment can't accept a finding this grave that the same change brings in.`;
}

/** Severity at a glance; the word stands beside it for everybody who can't see colours. */
export const ICONS: Readonly<Record<Severity, string>> = {
  critical: "⛔",
  high: "🔴",
  medium: "🟠",
  low: "🔵",
  info: "⚪",
};

function markerOf(
  fingerprints: readonly string[],
  { repositoryId, pullNumber, markerKey }: CommentSituation,
): string {
  return writeMarker({ repositoryId, pullNumber, fingerprints }, markerKey);
}

const FIXED = "✅ Fixed in ";

/** A comment about findings that are gone says in which commit; one whose finding came back says again what it said. */
function updateOf(comment: PostedComment, situation: CommentSituation): { id: number; body: string }[] {
  const present = situation.review.findings.filter(({ fingerprint }) =>
    comment.fingerprints.includes(fingerprint),
  );
  const saysFixed = comment.body.startsWith(FIXED);
  if (present.length === 0 && !saysFixed) {
    const leaked = mentionsLeak(comment.body) ? ` **${STILL_LEAKED}**` : "";
    const body = `${FIXED}${inlineCode(situation.headSha.slice(0, 7))}.${leaked}\n\n${markerOf(comment.fingerprints, situation)}`;
    return [{ id: comment.id, body }];
  }
  if (present.length > 0 && saysFixed)
    return [{ id: comment.id, body: commentBody(present, undefined, situation) }];
  return [];
}

/** The comment is all that is left of a finding that came and went within a pull request. */
function mentionsLeak(body: string): boolean {
  return RULES.some((rule) => standsAtSecrets(rule) && body.includes(inlineCode(rule.id)));
}
