/** Looking up pull requests and what they change. */
import type { GitHubStore, PullRequestRow, RepositoryRow } from "../emulate-internals.ts";
import { type FileChange, fileChanges } from "../git/file-changes.ts";
import { mergeBase } from "../git/history.ts";
import type { ApiCall } from "./api-call.ts";
import { type GitHubServer, splitName } from "./github-server.ts";
import type { JsonObject } from "./json.ts";
import type { UrlIds } from "./object-completion.ts";
import { notFound } from "./refusal.ts";
import { findBranch, repositoryOfUrl } from "./rows.ts";

/** The pull request of a path with `:pull_number`. @throws Refusal 404 */
export function pullOf(server: GitHubServer, call: ApiCall): PullRequestRow {
  const pull = findPull(server.store, call.repo, call.id("pull_number"));
  if (pull === undefined) throw notFound();
  return pull;
}

/** The pull request of that number. */
export function findPull(
  store: GitHubStore,
  repo: RepositoryRow,
  number: number,
): PullRequestRow | undefined {
  return store.pullRequests.findBy("repo_id", repo.id).find((pull) => pull.number === number);
}

/** The pull request of an object's url with `:owner`, `:repo` and `:number`. */
export function pullOfUrl(store: GitHubStore, ids: UrlIds): PullRequestRow | undefined {
  const repo = repositoryOfUrl(store, ids);
  return repo && findPull(store, repo, Number(ids.number));
}

/** The repository that the pull request wants to be merged into. */
export function baseRepository(store: GitHubStore, pull: PullRequestRow): RepositoryRow {
  const repo = store.repos.get(pull.repo_id);
  if (repo === undefined) throw notFound();
  return repo;
}

/** GitHub's JSON of a pull request, not yet completed. */
export function pullJson(server: GitHubServer, pull: PullRequestRow): JsonObject {
  const repo = baseRepository(server.store, pull);
  const parameters = { ...splitName(repo), pull_number: pull.number };
  return server.originals.read("/repos/:owner/:repo/pulls/:pull_number", parameters, repo);
}

/** Where the base branch is now; of a closed pull request, where it was then. */
export function baseTip(store: GitHubStore, pull: PullRequestRow): string {
  if (pull.state === "closed") return pull.base_sha;
  return findBranch(store, baseRepository(store, pull), pull.base_ref)?.sha ?? pull.base_sha;
}

/** The left end of the pull request's three-dot diff, against its head or an earlier commit of it. */
export function diffBase(store: GitHubStore, pull: PullRequestRow, headSha = pull.head_sha): string {
  const tip = baseTip(store, pull);
  return mergeBase(store, tip, headSha) ?? tip;
}

/** The changed files of the pull request, at its head or at an earlier commit of it. */
export function pullChanges(
  store: GitHubStore,
  pull: PullRequestRow,
  headSha = pull.head_sha,
): readonly FileChange[] {
  return rememberedChanges(store, diffBase(store, pull, headSha), headSha);
}

const memory = new WeakMap<GitHubStore, Map<string, readonly FileChange[]>>();

/** Commits never change, so neither does the difference of two of them. */
function rememberedChanges(store: GitHubStore, base: string, head: string): readonly FileChange[] {
  const remembered = memory.get(store) ?? new Map<string, readonly FileChange[]>();
  memory.set(store, remembered);
  const key = `${base}...${head}`;
  const changes = remembered.get(key) ?? fileChanges(store, base, head);
  remembered.set(key, changes);
  return changes;
}
