/**
 * The parts of emulate 0.12.2 that the overlay builds on: its rows, its router, its webhook dispatcher.
 * emulate publishes none of these types; they were read in its sources (the package ships source maps) and
 * name only what we use. Rows are stored as they come, so a row may carry fields of ours; those say so.
 */

import type { Ruleset } from "./overlay/rulesets.ts";

/** What every stored row has. */
export interface Row {
  readonly id: number;
  readonly node_id: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A table of the in-memory store. `findBy` is a hash lookup for the fields emulate indexes, a scan otherwise. */
export interface Collection<T extends Row> {
  insert(row: Omit<T, "id" | "created_at" | "updated_at">): T;
  get(id: number): T | undefined;
  findBy(field: keyof T, value: string | number): T[];
  findOneBy(field: keyof T, value: string | number): T | undefined;
  update(id: number, change: Partial<T>): T | undefined;
  delete(id: number): boolean;
  all(): T[];
}

/** A user or the bot user of an app. */
export interface UserRow extends Row {
  readonly login: string;
  readonly type: "User" | "Bot";
  readonly name: string | null;
  readonly email: string | null;
  readonly gravatar_id: string;
  readonly site_admin: boolean;
}

/** An organization; its members hang on its teams. */
export interface OrganizationRow extends Row {
  readonly login: string;
}

/** A team of an organization; "members" is the one that holds every member. */
export interface TeamRow extends Row {
  readonly org_id: number;
}

/** Membership of a user in a team. */
export interface TeamMemberRow extends Row {
  readonly team_id: number;
  readonly user_id: number;
  /** "maintainer" of the team of all members is emulate's form of an organization's admin. */
  readonly role: "member" | "maintainer";
}

/** A repository; `owner_id` points into users or organizations by `owner_type`. */
export interface RepositoryRow extends Row {
  readonly name: string;
  readonly full_name: string;
  readonly owner_id: number;
  readonly owner_type: "User" | "Organization";
  readonly private: boolean;
  readonly forked_from_id: number | null;
  readonly default_branch: string;
  /** Ours: emulate has no rulesets. */
  readonly rulesets?: readonly Ruleset[];
}

/** Permission levels as the collaborator API takes them. */
export type PermissionLevel = "pull" | "triage" | "push" | "maintain" | "admin";

/** Access of a user to one repository. */
export interface CollaboratorRow extends Row {
  readonly repo_id: number;
  readonly user_id: number;
  readonly permission: PermissionLevel;
}

/** The issue half of a pull request, or a plain issue. */
export interface IssueRow extends Row {
  readonly repo_id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly closed_at: string | null;
  readonly is_pull_request: boolean;
}

/** A pull request. */
export interface PullRequestRow extends Row {
  readonly repo_id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly user_id: number;
  readonly draft: boolean;
  readonly head_ref: string;
  readonly head_sha: string;
  readonly head_repo_id: number;
  readonly base_ref: string;
  readonly base_sha: string;
  readonly merged: boolean;
  readonly merged_at: string | null;
  readonly merged_by_id: number | null;
  readonly merge_commit_sha: string | null;
  readonly closed_at: string | null;
  readonly review_comments: number;
}

/** Which side of a split diff: the old file or the new one. */
export type DiffSide = "LEFT" | "RIGHT";

/** A comment on an issue, a commit or (`comment_type` "review") a place in a pull request's diff. */
export interface CommentRow extends Row {
  readonly repo_id: number;
  readonly issue_number: number | null;
  readonly pull_number: number | null;
  readonly commit_sha: string | null;
  readonly body: string;
  readonly user_id: number;
  readonly in_reply_to_id: number | null;
  readonly path: string | null;
  readonly position: number | null;
  readonly line: number | null;
  readonly side: DiffSide | null;
  readonly subject_type: "line" | "file" | null;
  readonly comment_type: "issue" | "review" | "commit";
  readonly review_id: number | null;
  /** Ours: first line of a comment on several lines. */
  readonly start_line?: number | null;
  /** Ours: side of `start_line`. */
  readonly start_side?: DiffSide | null;
  /** Ours: merge base of the diff the comment was made on; lines of the LEFT side count in its files. */
  readonly merge_base_sha?: string;
  /** Ours: the hunk up to the commented line. */
  readonly diff_hunk?: string;
}

/** A review of a pull request. */
export interface ReviewRow extends Row {
  readonly repo_id: number;
  readonly pull_number: number;
  readonly user_id: number;
  readonly body: string | null;
  readonly state: "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";
  readonly commit_id: string;
  readonly submitted_at: string | null;
}

/** A branch; emulate keeps it in step with the ref of the same name. */
export interface BranchRow extends Row {
  readonly repo_id: number;
  readonly name: string;
  readonly sha: string;
  readonly protected: boolean;
}

/** A full ref name ("refs/heads/main") and where it points. */
export interface RefRow extends Row {
  readonly repo_id: number;
  readonly ref: string;
  readonly sha: string;
}

/** A commit. */
export interface CommitRow extends Row {
  readonly repo_id: number;
  readonly sha: string;
  readonly tree_sha: string;
  readonly parent_shas: readonly string[];
}

/** One name in a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
}

/** A directory. */
export interface TreeRow extends Row {
  readonly repo_id: number;
  readonly sha: string;
  readonly tree: readonly TreeEntry[];
}

/** The bytes of a file: text, or base64 when they are not UTF-8. */
export interface BlobRow extends Row {
  readonly repo_id: number;
  readonly sha: string;
  readonly content: string;
  readonly encoding: "utf-8" | "base64";
}

/** A required check of a branch; `app_id` null or -1: any app may report it. */
export interface RequiredCheck {
  readonly context: string;
  readonly app_id: number | null;
}

/** Classic branch protection. */
export interface BranchProtectionRow extends Row {
  readonly repo_id: number;
  readonly branch_name: string;
  readonly enforce_admins: boolean;
  readonly required_status_checks: {
    readonly strict: boolean;
    readonly contexts: readonly string[];
    /** Ours: emulate drops `checks`. */
    readonly checks?: readonly RequiredCheck[];
  } | null;
}

/** An annotation of a check run, with all the fields GitHub keeps (emulate keeps five). */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column: number | null;
  readonly end_column: number | null;
  readonly annotation_level: string;
  readonly title: string | null;
  readonly message: string;
  readonly raw_details: string | null;
}

/** A button of a check run. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** What a check run reports. */
export interface CheckOutput {
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations_count: number;
  readonly annotations: readonly CheckAnnotation[];
}

/** A check run. */
export interface CheckRunRow extends Row {
  readonly repo_id: number;
  readonly head_sha: string;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly external_id: string;
  readonly details_url: string | null;
  readonly actions: readonly CheckAction[];
  readonly output: CheckOutput;
  readonly check_suite_id: number;
  readonly app_id: number;
}

/** The check runs of one app on one commit. */
export interface CheckSuiteRow extends Row {
  readonly repo_id: number;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly before: string;
  readonly after: string;
  readonly app_id: number;
}

/** A GitHub App. */
export interface AppRow extends Row {
  readonly app_id: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** The tables the overlay reads and writes. */
export interface GitHubStore {
  readonly users: Collection<UserRow>;
  readonly orgs: Collection<OrganizationRow>;
  readonly teams: Collection<TeamRow>;
  readonly teamMembers: Collection<TeamMemberRow>;
  readonly repos: Collection<RepositoryRow>;
  readonly collaborators: Collection<CollaboratorRow>;
  readonly issues: Collection<IssueRow>;
  readonly pullRequests: Collection<PullRequestRow>;
  readonly comments: Collection<CommentRow>;
  readonly reviews: Collection<ReviewRow>;
  readonly branches: Collection<BranchRow>;
  readonly refs: Collection<RefRow>;
  readonly commits: Collection<CommitRow>;
  readonly trees: Collection<TreeRow>;
  readonly blobs: Collection<BlobRow>;
  readonly branchProtections: Collection<BranchProtectionRow>;
  readonly checkRuns: Collection<CheckRunRow>;
  readonly checkSuites: Collection<CheckSuiteRow>;
  readonly apps: Collection<AppRow>;
}

/** Who a token belongs to; tokens of an app carry the installation. */
export interface AuthUser {
  readonly login: string;
  readonly id: number;
  readonly scopes: readonly string[];
  readonly installation?: {
    readonly installationId: number;
    readonly appId: number;
    readonly accountId: number;
    readonly accountType: "User" | "Organization";
    readonly permissions: Readonly<Record<string, string>>;
    readonly repositoryIds: readonly number[];
    readonly repositorySelection: "all" | "selected";
  };
}

/** What emulate's authentication leaves with a request. */
export interface ContextVariables {
  readonly authUser?: AuthUser;
  /** The app, when the request came with its JSON web token. */
  readonly authApp?: { readonly appId: number };
}

/** The request and the means to answer it, as emulate's router hands them to a handler. */
export interface Context {
  readonly req: {
    readonly raw: Request;
    readonly url: string;
    param(name: string): string;
    query(name: string): string | undefined;
    header(name: string): string | undefined;
  };
  get<Name extends keyof ContextVariables>(name: Name): ContextVariables[Name] | undefined;
  header(name: string, value: string): void;
  json(data: unknown, status?: number): Response;
}

/** A route handler. */
export type Handler = (context: Context) => Response | Promise<Response>;

/** emulate's router. The first route that matches wins; `get`, `post` and so on all end in `on`. */
export interface Router {
  on(method: string, path: string, ...handlers: Handler[]): unknown;
  fetch(request: Request): Promise<Response>;
}

/** Where emulate's routes send events. */
export interface WebhookDispatcher {
  dispatch(
    event: string,
    action: string | undefined,
    payload: unknown,
    owner: string,
    repo?: string,
  ): Promise<void>;
}

/** Arguments of a plugin's `register`; `store` is opaque, see `GitHubModule`. */
export type Registration = [
  app: Router,
  store: object,
  webhooks: WebhookDispatcher,
  baseUrl: string,
  tokens: ReadonlyMap<string, AuthUser>,
];

/** The chunk of emulate that holds its GitHub service. */
export interface GitHubModule {
  readonly githubPlugin: { register(...registration: Registration): void };
  getGitHubStore(store: object): GitHubStore;
}
