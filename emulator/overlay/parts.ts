/** The parts of the overlay, one for each thing that emulate lacks. */
import { bodyLimit } from "./body-limit.ts";
import { checkReruns } from "./check-reruns.ts";
import { completeChecks } from "./check-run-json.ts";
import { checkRunLists } from "./check-run-lists.ts";
import { checkRuns } from "./check-runs.ts";
import { collaboratorPermission } from "./collaborator-permission.ts";
import { commitPulls } from "./commit-pulls.ts";
import { compare } from "./compare.ts";
import { editPullRequest } from "./edit-pull-request.ts";
import { forks } from "./forks.ts";
import type { GitHubServer } from "./github-server.ts";
import { issueComments } from "./issue-comments.ts";
import { mergePullRequest } from "./merge-pull-request.ts";
import { openPullRequest } from "./open-pull-request.ts";
import { pullRequestFiles } from "./pull-request-files.ts";
import { pullRequestHeads } from "./pull-request-heads.ts";
import { branchCreation } from "./push-event.ts";
import { rawContents } from "./raw-contents.ts";
import { reactions } from "./reactions.ts";
import { protectionChecks } from "./required-checks.ts";
import { reviewComments } from "./review-comments.ts";
import { reviews } from "./reviews.ts";
import { rulesets } from "./rulesets.ts";

/** In no particular order: no two of them cover the same route. */
export const parts: ReadonlyArray<(server: GitHubServer) => void> = [
  bodyLimit,
  branchCreation,
  checkReruns,
  checkRunLists,
  checkRuns,
  collaboratorPermission,
  commitPulls,
  compare,
  completeChecks,
  editPullRequest,
  forks,
  issueComments,
  mergePullRequest,
  openPullRequest,
  protectionChecks,
  pullRequestFiles,
  pullRequestHeads,
  rawContents,
  reactions,
  reviewComments,
  reviews,
  rulesets,
];
