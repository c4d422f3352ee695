/**
 * Editing a pull request: `edited` says what changed, also of a new base. The draft flag, which GitHub changes
 * through GraphQL only, may be set here too.
 */
import type { PullRequestRow, UserRow } from "../emulate-internals.ts";
import type { ApiCall } from "./api-call.ts";
import type { GitHubServer } from "./github-server.ts";
import { type JsonObject, text } from "./json.ts";
import { pullJson, pullOf } from "./pull-request.ts";
import { validationFailed } from "./refusal.ts";
import { findBranch } from "./rows.ts";

/** Replaces the route. */
export function editPullRequest(server: GitHubServer): void {
  server.route("PATCH", "/repos/:owner/:repo/pulls/:pull_number", "pull_requests:write", async (call) => {
    const before = pullOf(server, call);
    const after = server.store.pullRequests.update(
      before.id,
      requestedChange(server, call, await call.body()),
    );
    if (after === undefined) throw new Error("The pull request vanished while it was edited");
    editIssue(server, after);
    for (const event of eventsOf(before, after)) sendEdit(server, call, after, call.actor, event);
    return call.json(pullJson(server, after));
  });
}

function requestedChange(server: GitHubServer, call: ApiCall, body: JsonObject): Partial<PullRequestRow> {
  const { title, state, draft } = body;
  return {
    ...(typeof title === "string" && { title }),
    ...(body.body !== undefined && { body: text(body.body) ?? null }),
    ...((state === "open" || state === "closed") && { state, closed_at: closedAt(state) }),
    ...(typeof draft === "boolean" && { draft }),
    ...(body.base !== undefined && newBase(server, call, String(body.base))),
  };
}

function closedAt(state: "open" | "closed"): string | null {
  return state === "closed" ? new Date().toISOString() : null;
}

function newBase(server: GitHubServer, call: ApiCall, name: string): Partial<PullRequestRow> {
  const branch = findBranch(server.store, call.repo, name);
  if (branch) return { base_ref: name, base_sha: branch.sha };
  const message = `Proposed base branch '${name}' was not found`;
  throw validationFailed({ resource: "PullRequest", field: "base", code: "invalid", message });
}

/** Titles, bodies and states are kept a second time, in the issue of the pull request. */
function editIssue(
  { store }: GitHubServer,
  { repo_id, number, title, body, state, closed_at }: PullRequestRow,
): void {
  const issue = store.issues.findBy("repo_id", repo_id).find((row) => row.number === number);
  if (issue) store.issues.update(issue.id, { title, body, state, closed_at });
}

/** One event for each kind of change, as GitHub sends them. */
function eventsOf(before: PullRequestRow, after: PullRequestRow): JsonObject[] {
  const changes = {
    ...(before.title !== after.title && { title: { from: before.title } }),
    ...(before.body !== after.body && { body: { from: before.body } }),
    ...(before.base_ref !== after.base_ref && {
      base: { ref: { from: before.base_ref }, sha: { from: before.base_sha } },
    }),
  };
  const closing = after.state === "closed" ? "closed" : "reopened";
  const drafting = after.draft ? "converted_to_draft" : "ready_for_review";
  return [
    ...(Object.keys(changes).length > 0 ? [{ action: "edited", changes }] : []),
    ...(before.state !== after.state ? [{ action: closing }] : []),
    ...(before.draft !== after.draft ? [{ action: drafting }] : []),
  ];
}

function sendEdit(
  server: GitHubServer,
  call: ApiCall,
  pull: PullRequestRow,
  editor: UserRow,
  event: JsonObject,
): void {
  server.send("pull_request", { ...event, pull_request: pullJson(server, pull) }, call.repo, editor);
}
