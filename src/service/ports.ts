/** What the use cases need of GitHub, in their own words. Implemented in github/; each object is bound to one repository. */
import type { CheckOutput } from "../report/check-output.ts";
import type { CommentDraft, PostedComment } from "../report/review-comments.ts";
import type { CommitTree } from "./commit-tree.ts";

/** A repository and the installation that gives access to it. */
export interface RepositoryRef {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
}

/** An open pull request as far as a review cares. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  /** Tip of the base branch, not the merge base. */
  readonly baseSha: string;
  readonly baseRef: string;
  /** Login; empty for an account that is gone. */
  readonly author: string;
  /** How the author stands to the repository, in GitHub's words: OWNER, CONTRIBUTOR, NONE and so on. */
  readonly association: string;
  /** True when the head lies in another repository, or in one that is gone. */
  readonly isFromFork: boolean;
}

/** Reads what a change is. All files are read by commit, never by branch. */
export interface ChangeSource {
  /** Open pull requests whose head is this commit, those from forks included. */
  pullRequestsOf(headSha: string): Promise<readonly PullRequest[]>;
  /** An open pull request; undefined when it is closed or unknown. */
  pullRequest(number: number): Promise<PullRequest | undefined>;
  /** The commit from which the two histories part. */
  mergeBase(base: string, head: string): Promise<string>;
  /** Files of a commit. */
  tree(sha: string): CommitTree;
  /** Patches of a pull request by path of the new file; files without a patch (binary, too large) are absent. */
  patches(number: number): Promise<ReadonlyMap<string, string>>;
}

/** Writes what a review says. */
export interface Publisher {
  /** Finds or makes the check run of a commit and shows it as waiting or running. */
  openCheck(headSha: string, status: "queued" | "in_progress"): Promise<CheckHandle>;
  /** Our own comments on a pull request, recognised by author and signature. */
  comments(number: number): Promise<readonly PostedComment[]>;
  /** Posts one review. Comments that GitHub refuses are dropped from it, never the whole review. */
  postReview(number: number, headSha: string, body: string, comments: readonly CommentDraft[]): Promise<void>;
  updateComment(id: number, body: string): Promise<void>;
  /** Address of a line of a commit, for people. */
  linkTo(sha: string, path: string, line: number): string;
}

/** A running check. */
export interface CheckHandle {
  complete(output: CheckOutput | CancelledOutput): Promise<void>;
}

/** Ends a check of a commit that nobody asks about any more. */
export interface CancelledOutput {
  readonly conclusion: "cancelled";
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly [];
}

/** What a person may do in the repository, looked up when it is asked. */
export interface Permissions {
  /** True for write, maintain and admin. */
  canWrite(login: string): Promise<boolean>;
}

/** Says to a person in the conversation whether a command was taken. */
export interface Reactions {
  react(commentId: number, content: "eyes" | "confused"): Promise<void>;
}

/** Everything of one repository. */
export interface Repository extends ChangeSource, Publisher, Permissions, Reactions {
  readonly ref: RepositoryRef;
}

/** Opens repositories. */
export interface Forge {
  repository(ref: RepositoryRef): Repository;
}
