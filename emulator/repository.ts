/** A repository of the embedded server with the verbs that tests and the demo tell their stories in. */
import type { Octokit, RestEndpointMethodTypes } from "@octokit/rest";
import { type CommitOptions, commitFiles } from "./commit-files.ts";
import { PEOPLE } from "./seed.ts";

type Rest = RestEndpointMethodTypes;

/** Objects as the REST API gives them. */
export type CheckRun = Rest["checks"]["listForRef"]["response"]["data"]["check_runs"][number];
export type CheckAnnotation = Rest["checks"]["listAnnotations"]["response"]["data"][number];
export type PullRequest = Rest["pulls"]["get"]["response"]["data"];
export type Review = Rest["pulls"]["listReviews"]["response"]["data"][number];
export type ReviewComment = Rest["pulls"]["listReviewComments"]["response"]["data"][number];
export type IssueComment = Rest["issues"]["listComments"]["response"]["data"][number];

/** A pull request to be opened. */
export interface OpenPullRequestOptions {
  /** `branch`, or `owner:branch` for one in a fork. */
  readonly head: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly as?: string;
}

/** How a branch is protected. */
export interface ProtectOptions {
  readonly checks: ReadonlyArray<{ readonly context: string; readonly appId?: number }>;
  /** GitHub has two kinds of rules; only rulesets show in `GET rules/branches`. Classic by default. */
  readonly kind?: "classic" | "ruleset";
}

/** What a merge came to. */
export interface MergeResult {
  readonly status: number;
  readonly message: string;
}

/** See the module comment. `as` is a login; by default the writer acts. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly defaultBranch: string;
  /** Commits files and returns the hash of the commit. */
  commit(options: CommitOptions & { readonly as?: string }): Promise<string>;
  /** Opens a pull request and returns its number. */
  openPullRequest(options: OpenPullRequestOptions): Promise<number>;
  /** Marks as ready for review, or as a draft again. GitHub has this in GraphQL only. */
  setDraft(number: number, draft: boolean, as?: string): Promise<void>;
  /** Comments in the conversation and returns the id of the comment. */
  comment(number: number, body: string, as?: string): Promise<number>;
  /** Tries to merge; a refusal is a result, not an error. */
  merge(number: number, as?: string): Promise<MergeResult>;
  /** Requires checks on a branch, of admins too. */
  protect(branch: string, options: ProtectOptions): Promise<void>;
  /** Forks for a person, by default the outsider, who then acts on the fork by default. */
  fork(as?: string): Promise<Repository>;
  pullRequest(number: number): Promise<PullRequest>;
  /** Check runs on a commit, all of them, newest first. */
  checkRuns(sha: string): Promise<CheckRun[]>;
  annotations(checkRunId: number): Promise<CheckAnnotation[]>;
  /** Asks for a check again, as its "Re-run" button does. */
  rerequest(checkRunId: number, as?: string): Promise<void>;
  /** Presses a button of a check run. @throws when it has no such button */
  pressAction(checkRunId: number, identifier: string, as?: string): void;
  reviews(number: number): Promise<Review[]>;
  reviewComments(number: number): Promise<ReviewComment[]>;
  issueComments(number: number): Promise<IssueComment[]>;
}

/** What a handle needs of the server. */
export interface RepositoryServer {
  clientFor(login: string): Octokit;
  pressAction(checkRunId: number, identifier: string, login: string): void;
}

/** Where a repository is, and who acts on it unless told otherwise. */
export interface RepositoryLocation {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly actor: string;
}

/** The handle of an existing repository. */
export function repositoryHandle(server: RepositoryServer, location: RepositoryLocation): Repository {
  const { owner, name, defaultBranch, actor } = location;
  const repository = { owner, repo: name };
  const { clientFor } = server;
  const reader = clientFor(PEOPLE.admin);
  return {
    owner,
    name,
    fullName: `${owner}/${name}`,
    defaultBranch,
    ...writing(server, location),
    ...reading(reader, repository),
    async fork(as = PEOPLE.outsider) {
      const { data } = await clientFor(as).repos.createFork(repository);
      return repositoryHandle(server, { owner: as, name: data.name, defaultBranch, actor: as });
    },
    async protect(branch, { checks, kind = "classic" }) {
      if (kind === "classic") await protectClassic(reader, repository, branch, checks);
      else await protectByRuleset(reader, repository, branch, checks);
    },
    async rerequest(check_run_id, as = actor) {
      await clientFor(as).checks.rerequestRun({ ...repository, check_run_id });
    },
    pressAction: (checkRunId, identifier, as = actor) => server.pressAction(checkRunId, identifier, as),
  };
}

type Writing = Pick<Repository, "commit" | "openPullRequest" | "setDraft" | "comment" | "merge">;

function writing({ clientFor }: RepositoryServer, location: RepositoryLocation): Writing {
  const { owner, name: repo, defaultBranch, actor } = location;
  return {
    commit: ({ as = actor, ...options }) =>
      commitFiles({ client: clientFor(as), owner, repo, defaultBranch }, options),
    async openPullRequest({ as = actor, head, base = defaultBranch, title = `Merge ${head}`, ...rest }) {
      const { data } = await clientFor(as).pulls.create({ owner, repo, head, base, title, ...rest });
      return data.number;
    },
    async setDraft(pull_number, draft, as = actor) {
      await clientFor(as).request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
        owner,
        repo,
        pull_number,
        draft,
      });
    },
    async comment(issue_number, body, as = actor) {
      const { data } = await clientFor(as).issues.createComment({ owner, repo, issue_number, body });
      return data.id;
    },
    async merge(pull_number, as = actor) {
      const path = "/repos/{owner}/{repo}/pulls/{pull_number}/merge";
      const answer = await clientFor(as).request(`PUT ${path}`, { owner, repo, pull_number }).catch(asAnswer);
      return { status: answer.status, message: answer.data.message };
    },
  };
}

/** A refusal as the response that it was. */
function asAnswer(error: unknown): { status: number; data: { message: string } } {
  const { status, response } = error as { status: number; response?: { data: { message: string } } };
  if (response === undefined) throw error;
  return { status, data: response.data };
}

type Reading = Pick<
  Repository,
  "pullRequest" | "checkRuns" | "annotations" | "reviews" | "reviewComments" | "issueComments"
>;

function reading(client: Octokit, repository: { owner: string; repo: string }): Reading {
  return {
    async pullRequest(pull_number) {
      return (await client.pulls.get({ ...repository, pull_number })).data;
    },
    checkRuns: (ref) => client.paginate(client.checks.listForRef, { ...repository, ref, filter: "all" }),
    annotations: (check_run_id) =>
      client.paginate(client.checks.listAnnotations, { ...repository, check_run_id }),
    reviews: (pull_number) => client.paginate(client.pulls.listReviews, { ...repository, pull_number }),
    reviewComments: (pull_number) =>
      client.paginate(client.pulls.listReviewComments, { ...repository, pull_number }),
    issueComments: (issue_number) =>
      client.paginate(client.issues.listComments, { ...repository, issue_number }),
  };
}

async function protectClassic(
  client: Octokit,
  repository: { owner: string; repo: string },
  branch: string,
  checks: ProtectOptions["checks"],
): Promise<void> {
  await client.repos.updateBranchProtection({
    ...repository,
    branch,
    required_status_checks: {
      strict: false,
      contexts: [],
      checks: checks.map(({ context, appId }) => ({
        context,
        ...(appId !== undefined && { app_id: appId }),
      })),
    },
    enforce_admins: true,
    required_pull_request_reviews: null,
    restrictions: null,
  });
}

async function protectByRuleset(
  client: Octokit,
  repository: { owner: string; repo: string },
  branch: string,
  checks: ProtectOptions["checks"],
): Promise<void> {
  const required_status_checks = checks.map(({ context, appId }) => ({
    context,
    ...(appId !== undefined && { integration_id: appId }),
  }));
  const parameters = { required_status_checks, strict_required_status_checks_policy: false };
  await client.repos.createRepoRuleset({
    ...repository,
    name: `Checks of ${branch}`,
    enforcement: "active",
    conditions: { ref_name: { include: [`refs/heads/${branch}`], exclude: [] } },
    rules: [{ type: "required_status_checks", parameters }],
  });
}
