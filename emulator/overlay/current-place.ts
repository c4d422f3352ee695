/** Where a review comment stands after later pushes. One whose lines left the diff is outdated. */
import type { CommentRow, DiffSide, GitHubStore, PullRequestRow } from "../emulate-internals.ts";
import { moveLine } from "../git/line-edits.ts";
import { blobText, filesOfCommit } from "../git/objects.ts";
import { findLine } from "./diff-place.ts";
import { diffBase, pullChanges } from "./pull-request.ts";

/** The lines in today's diff; null for a comment on the whole file. */
export interface CurrentPlace {
  readonly line: number | null;
  readonly startLine: number | null;
  readonly position: number | null;
}

/** Undefined when the comment is outdated: its file or one of its lines is no longer in the diff. */
export function currentPlace(
  store: GitHubStore,
  pull: PullRequestRow,
  comment: CommentRow,
): CurrentPlace | undefined {
  const change = pullChanges(store, pull).find(({ path }) => path === comment.path);
  if (change === undefined) return undefined;
  if (comment.subject_type === "file") return { line: null, startLine: null, position: null };
  const find = (side: DiffSide | null | undefined, line: number | null | undefined) => {
    if (!side || !line) return undefined;
    const moved = lineNow(store, pull, comment, side, line, change.previousPath ?? change.path);
    return moved === undefined ? undefined : findLine(change.hunks, side, moved);
  };
  const end = find(comment.side, comment.line);
  const start = find(comment.start_side, comment.start_line);
  if (end === undefined || (comment.start_line && start === undefined)) return undefined;
  return { line: end.line, startLine: start?.line ?? null, position: end.position };
}

/** Follows a line from the file it was commented in to the same file of today. */
function lineNow(
  store: GitHubStore,
  pull: PullRequestRow,
  comment: CommentRow,
  side: DiffSide,
  line: number,
  oldPath: string,
): number | undefined {
  const path = side === "RIGHT" ? (comment.path ?? "") : oldPath;
  const [then, now] =
    side === "RIGHT" ? [comment.commit_sha, pull.head_sha] : [comment.merge_base_sha, diffBase(store, pull)];
  const oldText = fileText(store, then ?? "", path);
  const newText = fileText(store, now ?? "", path);
  return oldText === undefined || newText === undefined ? undefined : moveLine(oldText, newText, line);
}

function fileText(store: GitHubStore, commit: string, path: string): string | undefined {
  const file = filesOfCommit(store, commit).get(path);
  return file && blobText(store, file.sha);
}
