/** Storing reviews with their comments, and telling the world. */
import type { CommentRow, PullRequestRow, RepositoryRow, ReviewRow, UserRow } from "../emulate-internals.ts";
import { hunkUpTo } from "./diff-place.ts";
import { type GitHubServer, splitName } from "./github-server.ts";
import type { JsonObject } from "./json.ts";
import { baseRepository, diffBase, pullJson } from "./pull-request.ts";
import type { Anchor } from "./review-anchor.ts";
import { insertRow } from "./rows.ts";

/** The part of a comment that says where it stands. */
export type CommentPlace = Pick<
  CommentRow,
  | "path"
  | "position"
  | "line"
  | "side"
  | "start_line"
  | "start_side"
  | "subject_type"
  | "commit_sha"
  | "merge_base_sha"
  | "diff_hunk"
  | "in_reply_to_id"
>;

/** A review to be stored; of a pending one nobody hears. */
export interface NewReview {
  readonly state: ReviewRow["state"];
  readonly body: string;
  readonly commitId: string;
  readonly comments: ReadonlyArray<{ readonly body: string; readonly place: CommentPlace }>;
}

/** The place of a comment that is made at an anchor, in the diff that ends at `commitId`. */
export function placeAt(
  server: GitHubServer,
  pull: PullRequestRow,
  commitId: string,
  anchor: Anchor,
): CommentPlace {
  const { path, start, end } = anchor;
  return {
    path,
    position: end?.position ?? null,
    line: end?.line ?? null,
    side: end?.side ?? "RIGHT",
    start_line: start?.line ?? null,
    start_side: start?.side ?? null,
    subject_type: end ? "line" : "file",
    commit_sha: commitId,
    merge_base_sha: diffBase(server.store, pull, commitId),
    diff_hunk: end ? hunkUpTo(end) : "",
    in_reply_to_id: null,
  };
}

/**
 * Stores a review and, unless it is pending, sends `pull_request_review.submitted` and one
 * `pull_request_review_comment.created` a comment.
 */
export function storeReview(
  server: GitHubServer,
  pull: PullRequestRow,
  author: UserRow,
  content: NewReview,
): { readonly review: ReviewRow; readonly comments: readonly CommentRow[] } {
  const { store } = server;
  const review = insertRow(store.reviews, "PullRequestReview", {
    repo_id: pull.repo_id,
    pull_number: pull.number,
    user_id: author.id,
    body: content.body,
    state: content.state,
    commit_id: content.commitId,
    submitted_at: content.state === "PENDING" ? null : new Date().toISOString(),
  });
  const comments = content.comments.map((comment) => insertComment(server, review, comment));
  store.pullRequests.update(pull.id, { review_comments: pull.review_comments + comments.length });
  if (review.state !== "PENDING") announce(server, pull, author, review, comments);
  return { review, comments };
}

function insertComment(
  { store }: GitHubServer,
  { id, repo_id, pull_number, user_id }: ReviewRow,
  { body, place }: NewReview["comments"][number],
): CommentRow {
  const comment = { ...place, body, repo_id, pull_number, user_id, review_id: id };
  const kind = { comment_type: "review", issue_number: null } as const;
  return insertRow(store.comments, "PullRequestReviewComment", { ...comment, ...kind });
}

function announce(
  server: GitHubServer,
  pull: PullRequestRow,
  author: UserRow,
  review: ReviewRow,
  comments: readonly CommentRow[],
): void {
  const repo = baseRepository(server.store, pull);
  const pull_request = pullJson(server, pull);
  const submitted = { action: "submitted", review: reviewJson(server, repo, review), pull_request };
  server.send("pull_request_review", submitted, repo, author);
  for (const comment of comments) {
    const created = { action: "created", comment: reviewCommentJson(server, repo, comment), pull_request };
    server.send("pull_request_review_comment", created, repo, author);
  }
}

/** GitHub's JSON of a review. */
export function reviewJson({ originals }: GitHubServer, repo: RepositoryRow, review: ReviewRow): JsonObject {
  const parameters = { ...splitName(repo), pull_number: review.pull_number, review_id: review.id };
  return originals.read("/repos/:owner/:repo/pulls/:pull_number/reviews/:review_id", parameters, repo);
}

/** GitHub's JSON of a review comment, not yet completed. */
export function reviewCommentJson(
  { originals }: GitHubServer,
  repo: RepositoryRow,
  comment: CommentRow,
): JsonObject {
  const parameters = { ...splitName(repo), comment_id: comment.id };
  return originals.read("/repos/:owner/:repo/pulls/comments/:comment_id", parameters, repo);
}
