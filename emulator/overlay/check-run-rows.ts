/** Looking up check runs. */
import type { CheckRunRow, GitHubStore, RepositoryRow } from "../emulate-internals.ts";
import type { ApiCall } from "./api-call.ts";
import { notFound } from "./refusal.ts";

/** The check run of a path with `:check_run_id`. @throws Refusal 404 */
export function checkRunOf(store: GitHubStore, call: ApiCall): CheckRunRow {
  const run = store.checkRuns.get(call.id("check_run_id"));
  if (run?.repo_id !== call.repo.id) throw notFound();
  return run;
}

/** All runs on a commit, oldest first; the store returns them in the order of their last update. */
export function runsOn(store: GitHubStore, repo: RepositoryRow, sha: string): CheckRunRow[] {
  return store.checkRuns
    .findBy("head_sha", sha)
    .filter(({ repo_id }) => repo_id === repo.id)
    .sort((one, another) => one.id - another.id);
}
