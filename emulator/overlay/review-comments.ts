/**
 * Single review comments: on lines, on files, and replies. As on GitHub each of them brings a review of its own
 * with an empty body.
 */
import type { CommentRow, PullRequestRow } from "../emulate-internals.ts";
import type { ApiCall } from "./api-call.ts";
import { bodyProblem } from "./body-limit.ts";
import { currentPlace } from "./current-place.ts";
import type { GitHubServer } from "./github-server.ts";
import { integer, type JsonObject, text } from "./json.ts";
import { findPull, pullOf } from "./pull-request.ts";
import { notFound, validationFailed } from "./refusal.ts";
import { findAnchor, hasProblems, problemErrors } from "./review-anchor.ts";
import { type CommentPlace, placeAt, reviewCommentJson, storeReview } from "./review-rows.ts";
import { reviewedChanges } from "./reviewed-changes.ts";

const RESOURCE = "PullRequestReviewComment";

/** Replaces the routes that make comments and completes what all routes show of them. */
export function reviewComments(server: GitHubServer): void {
  const path = "/repos/:owner/:repo/pulls/:pull_number/comments";
  server.route("POST", path, "pull_requests:write", async (call) => {
    const pull = pullOf(server, call);
    const request = await call.body();
    // "If specified, all parameters other than body are ignored" (docs of in_reply_to).
    const parent = integer(request.in_reply_to);
    const place = parent === undefined ? newPlace(server, pull, request) : replyPlace(server, pull, parent);
    return comment(server, call, pull, request, place);
  });
  server.route("POST", `${path}/:comment_id/replies`, "pull_requests:write", async (call) => {
    const pull = pullOf(server, call);
    return comment(server, call, pull, await call.body(), replyPlace(server, pull, call.id("comment_id")));
  });
  server.objects.add("/repos/:owner/:repo/pulls/comments/:id", ({ id }) => {
    const row = server.store.comments.get(Number(id));
    return row?.comment_type === "review" ? placeJson(server, row) : undefined;
  });
}

function newPlace(server: GitHubServer, pull: PullRequestRow, request: JsonObject): CommentPlace {
  const commitId = text(request.commit_id) ?? "";
  const changes = reviewedChanges(server, pull, commitId);
  if (changes === undefined) {
    const message = "commit_id is not part of the pull request";
    throw validationFailed({ resource: RESOURCE, code: "custom", field: "commit_id", message });
  }
  const anchor = findAnchor(changes, request);
  if (hasProblems(anchor)) throw validationFailed(...problemErrors(anchor));
  return placeAt(server, pull, commitId, anchor);
}

/** A reply stands where the first comment of its thread stands; replies to replies are not possible. */
function replyPlace({ store }: GitHubServer, pull: PullRequestRow, parentId: number): CommentPlace {
  const parent = store.comments.get(parentId);
  const here = parent?.repo_id === pull.repo_id && parent.pull_number === pull.number;
  if (!parent || !here || parent.in_reply_to_id !== null) throw notFound();
  const { path, position, line, side, subject_type, commit_sha } = parent;
  const { start_line = null, start_side = null, merge_base_sha = "", diff_hunk = "" } = parent;
  const lines = { position, line, side, start_line, start_side };
  return { path, ...lines, subject_type, commit_sha, merge_base_sha, diff_hunk, in_reply_to_id: parent.id };
}

function comment(
  server: GitHubServer,
  call: ApiCall,
  pull: PullRequestRow,
  request: JsonObject,
  place: CommentPlace,
): Response {
  const body = text(request.body);
  if (!body) throw validationFailed({ resource: RESOURCE, code: "missing_field", field: "body" });
  const message = bodyProblem(body);
  if (message) throw validationFailed({ resource: RESOURCE, code: "unprocessable", field: "data", message });
  const review = { state: "COMMENTED", body: "", commitId: place.commit_sha ?? pull.head_sha } as const;
  const { comments } = storeReview(server, pull, call.actor, {
    ...review,
    comments: [{ body, place }],
  });
  return call.json(comments.map((row) => reviewCommentJson(server, call.repo, row)).at(0), 201);
}

/** Where the comment was made and where that is now. */
function placeJson({ store }: GitHubServer, row: CommentRow): JsonObject | undefined {
  const repo = store.repos.get(row.repo_id);
  const pull = repo && findPull(store, repo, row.pull_number ?? 0);
  if (pull === undefined) return undefined;
  const now = currentPlace(store, pull, row);
  return {
    // Only replies have this field; undefined takes emulate's null away.
    in_reply_to_id: row.in_reply_to_id ?? undefined,
    diff_hunk: row.diff_hunk ?? "",
    line: now?.line ?? null,
    start_line: now?.startLine ?? null,
    position: now?.position ?? null,
    commit_id: now ? pull.head_sha : row.commit_sha,
    original_line: row.line,
    original_start_line: row.start_line ?? null,
    original_position: row.position,
    original_commit_id: row.commit_sha,
    start_side: row.start_side ?? null,
  };
}
