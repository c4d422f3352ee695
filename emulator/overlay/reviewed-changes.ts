/** The diff that a review of a certain commit looks at. */
import type { PullRequestRow } from "../emulate-internals.ts";
import type { FileChange } from "../git/file-changes.ts";
import { commitsBetween } from "../git/history.ts";
import type { GitHubServer } from "./github-server.ts";
import { baseTip, pullChanges } from "./pull-request.ts";

/** The files changed up to one commit of the pull request; undefined when it is not one of its commits. */
export function reviewedChanges(
  { store }: GitHubServer,
  pull: PullRequestRow,
  commitId: string,
): readonly FileChange[] | undefined {
  const commits = commitsBetween(store, baseTip(store, pull), pull.head_sha);
  return commits.includes(commitId) ? pullChanges(store, pull, commitId) : undefined;
}
