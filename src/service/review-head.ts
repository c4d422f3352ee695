/** Use case: review a commit for all open pull requests that it heads, and say the result on GitHub. */
import type { Author } from "../engine/author.ts";
import type { Rule } from "../engine/rule.ts";
import { type CheckOutput, checkOutput, MAX_SUMMARY } from "../report/check-output.ts";
import { planComments } from "../report/review-comments.ts";
import { countBySeverity, newFindings } from "../report/wording.ts";
import { type DiffLines, readPatch } from "../review/diff-lines.ts";
import { NOTHING_TO_REVIEW, type Review } from "../review/review.ts";
import { reviewChange } from "../review/review-change.ts";
import { openTree } from "./open-tree.ts";
import type { CancelledOutput, CheckHandle, PullRequest, Repository } from "./ports.ts";
import type { RecentProjects } from "./recent-projects.ts";
import { changesNothingWanted, openedTheSame } from "./relevant-change.ts";

/** What the use case needs besides the repository. */
export interface ReviewTools {
  readonly rules: readonly Rule[];
  /** What earlier reviews have opened. */
  readonly recent: RecentProjects;
  /** Signs our comments. */
  readonly markerKey: Uint8Array;
}

/** The commit to review. `baseSha` is given for a merge group, which no pull request has for its head. */
export interface ReviewTarget {
  readonly headSha: string;
  readonly baseSha?: string;
}

/** What came out, for the log. */
export interface ReviewOutcome {
  readonly conclusion: string;
  readonly pullRequests: readonly number[];
  readonly newFindings: number;
  /** Faults of ours that made the review incomplete: where in our code. */
  readonly faults: readonly string[];
}

/**
 * Reviews a head. A check run belongs to a commit, so when several pull requests share it the worst result stands. The
 * verdict is published before any comment; trouble ends the check visibly and is thrown on for the queue to retry.
 */
export async function reviewHead(
  repository: Repository,
  target: ReviewTarget,
  tools: ReviewTools,
): Promise<ReviewOutcome> {
  const check = await repository.openCheck(target.headSha, "in_progress");
  const { reviewed, verdict } = await publishVerdict(repository, check, target, tools).catch(
    async (error: unknown) => {
      await check.complete(FAILED).catch(() => undefined); // the first error is the one to report
      throw error;
    },
  );
  for (const { pull, review } of reviewed)
    if (pull && review) await publishComments(repository, pull, review, tools);
  return {
    conclusion: verdict.conclusion,
    pullRequests: reviewed.flatMap(({ pull }) => pull?.number ?? []),
    newFindings: reviewed.flatMap(({ review }) => newFindings(review)).length,
    faults: reviewed.flatMap(({ review }) => review.failures.flatMap(({ trace }) => trace ?? [])),
  };
}

async function publishVerdict(
  repository: Repository,
  check: CheckHandle,
  target: ReviewTarget,
  tools: ReviewTools,
): Promise<{ reviewed: readonly Reviewed[]; verdict: CheckOutput | CancelledOutput }> {
  const reviewed = await reviewTarget(repository, target, tools);
  const verdict = reviewed.length === 0 ? SUPERSEDED : worstOf(reviewed);
  await check.complete(verdict);
  return { reviewed, verdict };
}

/** Shows on GitHub that a head is going to be reviewed. */
export async function announceReview(repository: Repository, headSha: string): Promise<void> {
  await repository.openCheck(headSha, "queued");
}

async function reviewTarget(
  repository: Repository,
  { headSha, baseSha }: ReviewTarget,
  tools: ReviewTools,
): Promise<Reviewed[]> {
  const reviewed: Reviewed[] = [];
  for (const pull of await repository.pullRequestsOf(headSha)) {
    reviewed.push(await reviewAgainst(repository, pull.baseSha, headSha, pull, tools));
  }
  // whoever could name a branch as GitHub names those of merge groups must not choose what a pull request is compared with
  if (reviewed.length === 0 && baseSha !== undefined)
    reviewed.push(await reviewAgainst(repository, baseSha, headSha, undefined, tools));
  return reviewed;
}

interface Reviewed {
  /** Undefined for a merge group. */
  readonly pull: PullRequest | undefined;
  readonly review: Review;
  readonly output: CheckOutput;
}

async function reviewAgainst(
  repository: Repository,
  baseTip: string,
  headSha: string,
  pull: PullRequest | undefined,
  tools: ReviewTools,
): Promise<Reviewed> {
  const base = await repository.mergeBase(baseTip, headSha);
  const review = await reviewBetween(repository, { base, head: headSha, pull }, tools);
  return {
    pull,
    review,
    output: checkOutput(review, (path, line) => repository.linkTo(headSha, path, line)),
  };
}

/** Two commits, and the pull request that proposes to go from one to the other. */
interface Commits {
  readonly base: string;
  readonly head: string;
  readonly pull: PullRequest | undefined;
}

async function reviewBetween(
  repository: Repository,
  commits: Commits,
  { rules, recent }: ReviewTools,
): Promise<Review> {
  const [before, after] = [repository.tree(commits.base), repository.tree(commits.head)];
  if (await changesNothingWanted(before, after)) return NOTHING_TO_REVIEW;
  const { repositoryId } = repository.ref;
  const known = recent.of(repositoryId);
  const { project: base } = await openTree(before, known ? { recent: known } : {});
  recent.keep(repositoryId, base);
  const { project: head, failures } = await openTree(after, { previous: base });
  if (failures.length === 0 && openedTheSame(base, head)) return NOTHING_TO_REVIEW;
  const author = commits.pull && (await authorOf(repository, commits.pull));
  return reviewChange({ base, head, rules, gatheringFailures: failures, ...(author ? { author } : {}) });
}

/** Who pushes to a branch of the repository itself may write to it; others are looked up. */
async function authorOf(
  repository: Repository,
  { author, association, isFromFork }: PullRequest,
): Promise<Author> {
  const canWrite = !isFromFork || (author !== "" && (await repository.canWrite(author)));
  return { isFromFork, association, canWrite };
}

/** Comments follow the head they were made for; when the author has pushed again, the next review writes them. */
async function publishComments(
  repository: Repository,
  pull: PullRequest,
  review: Review,
  { markerKey }: ReviewTools,
): Promise<void> {
  const current = await repository.pullRequest(pull.number);
  if (current?.headSha !== pull.headSha) return;
  const posted = await repository.comments(pull.number);
  const diff = newFindings(review).length > 0 ? await diffLines(repository, pull.number) : new Map();
  const { headSha, number: pullNumber } = pull;
  const situation = {
    review,
    diff,
    posted,
    headSha,
    pullNumber,
    repositoryId: repository.ref.repositoryId,
    markerKey,
  };
  const plan = planComments(situation);
  for (const { id, body } of plan.update) await repository.updateComment(id, body);
  if (plan.create.length > 0)
    await repository.postReview(pull.number, headSha, reviewBody(review), plan.create);
}

async function diffLines(repository: Repository, number: number): Promise<ReadonlyMap<string, DiffLines>> {
  const patches = await repository.patches(number);
  return new Map([...patches].map(([path, patch]) => [path, readPatch(patch)]));
}

function reviewBody(review: Review): string {
  return `Kamal Review found ${countBySeverity(newFindings(review))} in this change; the check has the whole list.`;
}

const ORDER = ["success", "neutral", "failure"];

/** The worst output; with several pull requests it says which one it is about. */
function worstOf(reviewed: readonly Reviewed[]): CheckOutput {
  const rank = ({ output }: Reviewed): number => ORDER.indexOf(output.conclusion);
  const worst = reviewed.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  if (reviewed.length === 1) return worst.output;
  const note = `This commit is the head of ${reviewed.length} pull requests; the worst result stands, that of pull request ${worst.pull?.number}.`;
  return { ...worst.output, summary: `${note}\n\n${worst.output.summary}`.slice(0, MAX_SUMMARY) };
}

const SUPERSEDED: CancelledOutput = {
  conclusion: "cancelled",
  title: "Superseded",
  summary: "No open pull request has this commit as its head any more.",
  annotations: [],
};

/** Never more than this about an error: its text may quote anything. */
const FAILED: CheckOutput = {
  conclusion: "failure",
  title: "The review could not be done",
  summary:
    "Something went wrong while this change was reviewed, so it is not let through. It is tried again by itself; **Re-run** tries at once.",
  annotations: [],
};
