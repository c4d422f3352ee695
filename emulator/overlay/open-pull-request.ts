/** Opening a pull request: refuses what GitHub refuses (emulate makes missing branches) and accepts forks. */
import type { GitHubStore, RepositoryRow } from "../emulate-internals.ts";
import { commitsBetween } from "../git/history.ts";
import { shareCommit } from "../git/objects.ts";
import type { GitHubServer } from "./github-server.ts";
import { text } from "./json.ts";
import { validationFailed } from "./refusal.ts";
import { findBranch, ownerLogin } from "./rows.ts";

/** Checks the branches before emulate opens the pull request. */
export function openPullRequest(server: GitHubServer): void {
  const { store } = server;
  server.around("POST", "/repos/:owner/:repo/pulls", async (call, original) => {
    const body = await call.body();
    const head = headBranch(server, call.repo, text(body.head) ?? "");
    const base = findBranch(store, call.repo, text(body.base) ?? "");
    if (head === undefined)
      throw validationFailed({ resource: "PullRequest", field: "head", code: "invalid" });
    if (base === undefined)
      throw validationFailed({ resource: "PullRequest", field: "base", code: "invalid" });
    shareCommit(store, head.sha, call.repo);
    if (commitsBetween(store, base.sha, head.sha).length === 0) {
      throw refused(`No commits between ${base.name} and ${head.name}`);
    }
    assertFirst(store, call.repo, base.name, head);
    return original();
  });
}

/** A branch that asks to be merged. */
interface HeadBranch {
  readonly repo: RepositoryRow;
  readonly name: string;
  readonly sha: string;
}

function assertFirst(store: GitHubStore, repo: RepositoryRow, base: string, head: HeadBranch): void {
  const open = store.pullRequests.findBy("repo_id", repo.id).filter(({ state }) => state === "open");
  const same = open.find(
    (pull) => pull.head_repo_id === head.repo.id && pull.head_ref === head.name && pull.base_ref === base,
  );
  if (same) throw refused(`A pull request already exists for ${ownerLogin(head.repo)}:${head.name}.`);
}

function refused(message: string) {
  return validationFailed({ resource: "PullRequest", code: "custom", message });
}

/** The branch meant by `branch` or `owner:branch`. */
function headBranch({ store }: GitHubServer, base: RepositoryRow, head: string): HeadBranch | undefined {
  const [owner, name] = head.includes(":") ? head.split(":") : [ownerLogin(base), head];
  const repo =
    owner === ownerLogin(base)
      ? base
      : store.repos.all().find((fork) => fork.forked_from_id === base.id && ownerLogin(fork) === owner);
  const branch = repo && name ? findBranch(store, repo, name) : undefined;
  return repo && branch && { repo, name: branch.name, sha: branch.sha };
}
