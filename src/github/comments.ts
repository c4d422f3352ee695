/** Review comments: ours are read back, new ones are posted as one review. */
import type { Octokit } from "@octokit/rest";
import { readMarker } from "../report/comment-marker.ts";
import type { CommentDraft, PostedComment } from "../report/review-comments.ts";
import type { RepositoryRef } from "../service/ports.ts";
import { isStatus } from "./http-status.ts";

/** Our comments on a pull request: written by a bot, and signed by us for this very pull request. */
export async function ownComments(
  octokit: Octokit,
  { owner, name: repo, repositoryId }: RepositoryRef,
  pullNumber: number,
  markerKey: Uint8Array,
): Promise<PostedComment[]> {
  const comments = await octokit.paginate(octokit.rest.pulls.listReviewComments, {
    owner,
    repo,
    pull_number: pullNumber,
    per_page: 100,
  });
  return comments.flatMap(({ id, body, user }) => {
    const marker = user?.type === "Bot" ? readMarker(body, markerKey) : undefined;
    const ours = marker?.repositoryId === repositoryId && marker.pullNumber === pullNumber;
    return ours ? [{ id, body, fingerprints: marker.fingerprints }] : [];
  });
}

/**
 * Posts one review. GitHub refuses the whole of it when a single place is not part of the diff, without saying which, so a
 * refused review is posted in halves until only the refused comments are left out; the summary has their findings anyway.
 */
export async function postReview(
  octokit: Octokit,
  ref: RepositoryRef,
  review: {
    readonly pullNumber: number;
    readonly headSha: string;
    readonly body: string;
    readonly comments: readonly CommentDraft[];
  },
): Promise<void> {
  const { owner, name: repo } = ref;
  const { pullNumber, headSha, body, comments } = review;
  try {
    await octokit.rest.pulls.createReview({
      owner,
      repo,
      pull_number: pullNumber,
      commit_id: headSha,
      event: "COMMENT",
      body,
      comments: comments.map(inGitHubsNames),
    });
  } catch (error) {
    if (!isStatus(error, 422)) throw error;
    if (comments.length < 2) return;
    const middle = Math.ceil(comments.length / 2);
    await postReview(octokit, ref, { ...review, comments: comments.slice(0, middle) });
    await postReview(octokit, ref, { ...review, comments: comments.slice(middle) });
  }
}

/** Rewrites a comment of ours; somebody may have deleted it meanwhile, which is fine. */
export async function updateComment(
  octokit: Octokit,
  { owner, name: repo }: RepositoryRef,
  id: number,
  body: string,
): Promise<void> {
  try {
    await octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body });
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
}

/** `start_line` is allowed only when it lies before `line`. */
function inGitHubsNames({ path, firstLine, lastLine, body }: CommentDraft) {
  const range = firstLine < lastLine ? { start_line: firstLine, start_side: "RIGHT" } : {};
  return { path, body, line: lastLine, side: "RIGHT", ...range };
}
