/** From the names people give commits to the commit. */
import type { GitHubStore, RepositoryRow } from "../emulate-internals.ts";
import { findBranch } from "./rows.ts";

/** The commit behind a branch, a full ref or a hash in one repository. */
export function resolveRef(store: GitHubStore, repo: RepositoryRow, name: string): string | undefined {
  const ref = store.refs
    .findBy("repo_id", repo.id)
    .find((row) => row.ref === name || row.ref === `refs/tags/${name}`);
  return findBranch(store, repo, name)?.sha ?? ref?.sha ?? commitIn(store, repo, name)?.sha;
}

/** The commit of that full hash, if this repository has it. */
export function commitIn(store: GitHubStore, repo: RepositoryRow, sha: string) {
  return store.commits.findBy("sha", sha).find(({ repo_id }) => repo_id === repo.id);
}
