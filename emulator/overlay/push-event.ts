/** The push event, also where emulate moves or makes a branch without one. */
import type { RepositoryRow, UserRow } from "../emulate-internals.ts";
import type { GitHubServer } from "./github-server.ts";
import { findBranch } from "./rows.ts";

/** `before` of a push that makes the branch. */
const NO_COMMIT = "0".repeat(40);

/** Sends a push of a branch. */
export function sendPush(
  server: GitHubServer,
  repo: RepositoryRow,
  pusher: UserRow,
  push: { readonly branch: string; readonly before: string; readonly after: string },
): void {
  const { branch, before, after } = push;
  const created = before === NO_COMMIT;
  server.send("push", { ref: `refs/heads/${branch}`, before, after, created, deleted: false }, repo, pusher);
}

/** Follows every new branch with a push, and gives `create` the short name that GitHub sends. */
export function branchCreation(server: GitHubServer): void {
  server.events.amend("create", (payload) => {
    payload.ref = String(payload.ref).replace(/^refs\/(heads|tags)\//, "");
  });
  server.events.listen("create", (payload, repo) => {
    const branch = String(payload.ref);
    const after = findBranch(server.store, repo, branch)?.sha;
    if (payload.ref_type !== "branch" || after === undefined) return;
    sendPush(server, repo, server.userBehind(payload), { branch, before: NO_COMMIT, after });
  });
}
