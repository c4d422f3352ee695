/**
 * Moves a pull request with its branch, in forks too, and keeps `refs/pull/N/head`.
 * The recorded base commit catches up with the base branch at that moment, not when the base branch moves.
 */
import type { PullRequestRow, RepositoryRow, UserRow } from "../emulate-internals.ts";
import { shareCommit } from "../git/objects.ts";
import type { GitHubServer } from "./github-server.ts";
import { isObject } from "./json.ts";
import { baseRepository, baseTip, findPull, pullJson } from "./pull-request.ts";
import { setRef } from "./rows.ts";

/** Reacts to pushes and new pull requests. */
export function pullRequestHeads(server: GitHubServer): void {
  const { store, events } = server;
  events.amend("pull_request", (payload) => {
    if (isObject(payload.pull_request)) payload.number = payload.pull_request.number;
  });
  events.listen("pull_request", (payload, repo) => {
    const pull = findPull(store, repo, Number(payload.number));
    if (pull && payload.action === "opened") setRef(store, repo, headRef(pull), pull.head_sha);
  });
  events.listen("push", (payload, repo) => {
    const after = String(payload.after);
    for (const pull of pullsOf(server, repo, String(payload.ref))) {
      if (pull.head_sha !== after) moveHead(server, pull, after, server.userBehind(payload));
    }
  });
}

/** Where GitHub keeps the head of a pull request inside the base repository. */
function headRef({ number }: PullRequestRow): string {
  return `refs/pull/${number}/head`;
}

function pullsOf({ store }: GitHubServer, head: RepositoryRow, ref: string): PullRequestRow[] {
  return store.pullRequests
    .findBy("head_repo_id", head.id)
    .filter(({ state, head_ref }) => state === "open" && `refs/heads/${head_ref}` === ref);
}

function moveHead(server: GitHubServer, pull: PullRequestRow, after: string, pusher: UserRow): void {
  const { store } = server;
  const repo = baseRepository(store, pull);
  shareCommit(store, after, repo);
  setRef(store, repo, headRef(pull), after);
  const moved =
    store.pullRequests.update(pull.id, { head_sha: after, base_sha: baseTip(store, pull) }) ?? pull;
  const move = { action: "synchronize", before: pull.head_sha, after };
  server.send("pull_request", { ...move, pull_request: pullJson(server, moved) }, repo, pusher);
}
