/** What a change is, read from pull requests and commits. */
import type { Octokit } from "@octokit/rest";
import type { ChangeSource, PullRequest, RepositoryRef } from "../service/ports.ts";
import { type BlobCache, commitTree } from "./commit-tree.ts";
import { isStatus } from "./http-status.ts";

/** Binds the port to a repository. */
export function changeSource(octokit: Octokit, ref: RepositoryRef): ChangeSource {
  const { owner, name: repo } = ref;
  const blobs: BlobCache = new Map();
  return {
    pullRequestsOf: (headSha) => pullRequestsOf(octokit, ref, headSha),
    pullRequest: async (number) => {
      const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
      return data.state === "open" ? pullRequest(data, ref) : undefined;
    },
    mergeBase: (base, head) => mergeBase(octokit, ref, base, head),
    tree: (sha) => commitTree(octokit, ref, sha, blobs),
    patches: async (number) => {
      const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
        owner,
        repo,
        pull_number: number,
        per_page: 100,
      });
      return new Map(
        files.flatMap(({ filename, patch }) => (patch === undefined ? [] : [[filename, patch]])),
      );
    },
  };
}

interface PullData {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string; readonly repo: { readonly id: number } | null };
  readonly base: { readonly sha: string; readonly ref: string };
  readonly user: { readonly login: string } | null;
  readonly author_association: string;
}

function pullRequest(
  { number, head, base, user, author_association: association }: PullData,
  { repositoryId }: RepositoryRef,
): PullRequest {
  return {
    number,
    headSha: head.sha,
    baseSha: base.sha,
    baseRef: base.ref,
    author: user?.login ?? "",
    association,
    isFromFork: head.repo?.id !== repositoryId,
  };
}

/**
 * Check events of forks name no pull request, so they are looked up by commit. That list lags behind a push, hence the second
 * look through all open ones.
 */
async function pullRequestsOf(octokit: Octokit, ref: RepositoryRef, headSha: string): Promise<PullRequest[]> {
  const { owner, name: repo } = ref;
  const associated = await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
    owner,
    repo,
    commit_sha: headSha,
    per_page: 100,
  });
  const found = associated.filter((pull) => isOpenHead(pull, headSha));
  if (found.length > 0) return found.map((pull) => pullRequest(pull, ref));
  const open = await octokit.paginate(octokit.rest.pulls.list, {
    owner,
    repo,
    state: "open",
    sort: "updated",
    direction: "desc",
    per_page: 100,
  });
  return open.filter((pull) => isOpenHead(pull, headSha)).map((pull) => pullRequest(pull, ref));
}

function isOpenHead({ state, head }: PullData, headSha: string): boolean {
  return state === "open" && head.sha === headSha;
}

/** Two histories without a common commit are compared with the base as it is. */
async function mergeBase(
  octokit: Octokit,
  { owner, name: repo }: RepositoryRef,
  base: string,
  head: string,
): Promise<string> {
  try {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      owner,
      repo,
      basehead: `${base}...${head}`,
      per_page: 1,
    });
    return data.merge_base_commit.sha;
  } catch (error) {
    if (isStatus(error, 404)) return base;
    throw error;
  }
}
