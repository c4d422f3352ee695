/** Where a review comment wants to stand, checked against the diff as GitHub checks it. */
import type { DiffSide } from "../emulate-internals.ts";
import type { FileChange } from "../git/file-changes.ts";
import { type DiffPlace, findLine, findPosition } from "./diff-place.ts";
import { integer, type JsonObject, text } from "./json.ts";

/** A valid place of a comment: a file of the diff, a line in it, or several lines of one hunk. */
export interface Anchor {
  readonly path: string;
  /** Undefined for a comment on the whole file. */
  readonly end: DiffPlace | undefined;
  /** First of several lines. */
  readonly start: DiffPlace | undefined;
}

/** What is wrong with a place: a field of GitHub's "pull request review thread" and the rule it breaks. */
export interface AnchorProblem {
  readonly field: "path" | "line" | "start_line" | "diff_hunk";
  readonly rule: string;
}

const NO_PATH: AnchorProblem = { field: "path", rule: "is invalid" };
const NO_LINE: AnchorProblem = { field: "line", rule: "must be part of the diff" };
const OTHER_HUNK: AnchorProblem = { field: "start_line", rule: "must be part of the same hunk as the line." };
const WRONG_ORDER: AnchorProblem = { field: "start_line", rule: "must precede the end line." };
/** GitHub adds this whenever it finds no hunk to quote. */
const NO_HUNK: AnchorProblem = { field: "diff_hunk", rule: "can't be blank" };

/** Finds the place that a comment of a request names, or says what is wrong with it. */
export function findAnchor(
  changes: readonly FileChange[],
  comment: JsonObject,
): Anchor | readonly AnchorProblem[] {
  const path = text(comment.path) ?? "";
  const change = changes.find((candidate) => candidate.path === path);
  if (change === undefined) return [NO_PATH, NO_HUNK];
  if (comment.subject_type === "file") return { path, end: undefined, start: undefined };
  const end = placeOf(change, comment);
  const startLine = integer(comment.start_line);
  if (startLine === undefined) return end ? { path, end, start: undefined } : [NO_LINE, NO_HUNK];
  if (end === undefined) return [NO_LINE, OTHER_HUNK, NO_HUNK];
  const start = findLine(change.hunks, sideOf(comment.start_side) ?? end.side, startLine);
  if (start?.hunk !== end.hunk) return [OTHER_HUNK];
  return start.position < end.position ? { path, end, start } : [WRONG_ORDER];
}

/** True for the "something is wrong" branch of `findAnchor`. */
export function hasProblems(found: Anchor | readonly AnchorProblem[]): found is readonly AnchorProblem[] {
  return Array.isArray(found);
}

function placeOf({ hunks }: FileChange, comment: JsonObject): DiffPlace | undefined {
  const line = integer(comment.line);
  if (line !== undefined) return findLine(hunks, sideOf(comment.side) ?? "RIGHT", line);
  const position = integer(comment.position);
  return position === undefined ? undefined : findPosition(hunks, position);
}

function sideOf(value: unknown): DiffSide | undefined {
  return value === "LEFT" || value === "RIGHT" ? value : undefined;
}

/** The problems as one sentence, as the review endpoint words them. */
export function problemSentence(problems: readonly AnchorProblem[]): string {
  const clauses = problems.map(
    ({ field, rule }) => `Pull request review thread ${field.replace("_", " ")} ${rule}`,
  );
  return new Intl.ListFormat("en", { type: "conjunction" }).format(clauses);
}

/** The problems one by one, as the review comment endpoint words them. */
export function problemErrors(problems: readonly AnchorProblem[]): Array<Record<string, string>> {
  const resource = "PullRequestReviewComment";
  return problems.map(({ field, rule }) => {
    const full = `pull_request_review_thread.${field}`;
    if (field === "diff_hunk") return { resource, code: "missing_field", field: full };
    return { resource, code: "custom", field: full, message: `${full} ${rule}` };
  });
}
