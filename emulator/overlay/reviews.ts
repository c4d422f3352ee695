/**
 * Reviews with comments on lines. emulate wants the retired `position`, checks nothing, and leaves an empty
 * review behind when it refuses one.
 */
import type { PullRequestRow, ReviewRow } from "../emulate-internals.ts";
import type { ApiCall } from "./api-call.ts";
import { bodyProblem } from "./body-limit.ts";
import type { GitHubServer } from "./github-server.ts";
import { isObject, type JsonObject, objects, text } from "./json.ts";
import { pullJson, pullOf } from "./pull-request.ts";
import { forbidden, notFound, unprocessable } from "./refusal.ts";
import { findAnchor, hasProblems, problemSentence } from "./review-anchor.ts";
import { type NewReview, placeAt, reviewJson, storeReview } from "./review-rows.ts";
import { reviewedChanges } from "./reviewed-changes.ts";

const STATES: Readonly<Record<string, ReviewRow["state"]>> = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
};

/** Replaces the routes that make and edit reviews. */
export function reviews(server: GitHubServer): void {
  const path = "/repos/:owner/:repo/pulls/:pull_number/reviews";
  server.route("POST", path, "pull_requests:write", (call) => createReview(server, call));
  server.route("PUT", `${path}/:review_id`, "pull_requests:write", (call) => editReview(server, call));
  // In REST the state is in capitals, in webhooks it is not (payload examples of GitHub's docs).
  server.events.amend("pull_request_review", ({ review }) => {
    if (isObject(review)) review.state = String(review.state).toLowerCase();
  });
}

async function createReview(server: GitHubServer, call: ApiCall): Promise<Response> {
  const pull = pullOf(server, call);
  const request = await call.body();
  const state = stateOf(request);
  const commitId = text(request.commit_id) ?? pull.head_sha;
  const problem = problemOf(server, call, pull, state, request);
  if (problem) throw unprocessable(problem);
  // Everything is checked before anything is stored: a refused review leaves nothing behind.
  const comments = placeComments(server, pull, commitId, objects(request.comments));
  const content = { state, commitId, comments, body: text(request.body) ?? "" };
  const { review } = storeReview(server, pull, call.actor, content);
  return call.json(reviewJson(server, call.repo, review));
}

function stateOf({ event }: JsonObject): ReviewRow["state"] {
  const state = event === undefined ? "PENDING" : STATES[String(event)];
  if (state) return state;
  throw unprocessable("Variable $event of type PullRequestReviewEvent was provided invalid value");
}

function placeComments(
  server: GitHubServer,
  pull: PullRequestRow,
  commitId: string,
  comments: readonly JsonObject[],
): NewReview["comments"] {
  const changes = reviewedChanges(server, pull, commitId);
  if (changes === undefined) throw unprocessable("Commit is not part of the pull request");
  const problems = new Set<string>();
  const placed = comments.flatMap((comment) => {
    // "No subject_type inside a review": comments on whole files are made one by one.
    const anchor = findAnchor(changes, { ...comment, subject_type: "line" });
    if (!hasProblems(anchor)) {
      return [{ body: text(comment.body) ?? "", place: placeAt(server, pull, commitId, anchor) }];
    }
    problems.add(problemSentence(anchor));
    return [];
  });
  if (problems.size > 0) throw unprocessable(...problems);
  return placed;
}

/** What is wrong with a review apart from the places of its comments, in GitHub's words. */
function problemOf(
  server: GitHubServer,
  call: ApiCall,
  pull: PullRequestRow,
  state: ReviewRow["state"],
  request: JsonObject,
): string | undefined {
  const comments = objects(request.comments);
  const own = pull.user_id === call.actor.id;
  if (own && state === "APPROVED") return "Can not approve your own pull request";
  if (own && state === "CHANGES_REQUESTED") return "Can not request changes on your own pull request";
  const needsBody = state === "CHANGES_REQUESTED" || (state === "COMMENTED" && comments.length === 0);
  if (needsBody && !text(request.body)) return "Review body can't be blank";
  if (comments.some(({ body }) => !text(body))) return "Review comment body can't be blank";
  if (state === "PENDING" && hasPendingReview(server, call, pull)) {
    return "User can only have one pending review per pull request";
  }
  return [request, ...comments].map(({ body }) => bodyProblem(body)).find((problem) => problem !== undefined);
}

function hasPendingReview({ store }: GitHubServer, call: ApiCall, pull: PullRequestRow): boolean {
  return store.reviews
    .findBy("repo_id", call.repo.id)
    .some(
      (row) => row.pull_number === pull.number && row.user_id === call.actor.id && row.state === "PENDING",
    );
}

/** The body of a review may be edited after it was submitted, by its author. */
async function editReview(server: GitHubServer, call: ApiCall): Promise<Response> {
  const pull = pullOf(server, call);
  const before = server.store.reviews.get(call.id("review_id"));
  if (before?.repo_id !== call.repo.id || before.pull_number !== pull.number) throw notFound();
  if (before.user_id !== call.actor.id) throw forbidden();
  const body = text((await call.body()).body);
  const problem = body ? bodyProblem(body) : "Review body can't be blank";
  if (problem) throw unprocessable(problem);
  const review = server.store.reviews.update(before.id, { body: body ?? "" }) ?? before;
  const json = reviewJson(server, call.repo, review);
  const edit = { action: "edited", changes: { body: { from: before.body ?? "" } }, review: json };
  const payload = { ...edit, pull_request: pullJson(server, pull) };
  server.send("pull_request_review", payload, call.repo, call.actor);
  return call.json(json);
}
