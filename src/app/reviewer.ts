/** The use case "review a head" with everything it needs, for the threads that run it. */
import type { AppAccess } from "../github/client.ts";
import { gitHubForge } from "../github/repository.ts";
import { RULES } from "../rules/index.ts";
import type { ReviewJob } from "../service/jobs.ts";
import { recentProjects } from "../service/recent-projects.ts";
import { type ReviewOutcome, reviewHead } from "../service/review-head.ts";

/** Reviews what a job names and says it on GitHub. Rejects with what GitHub answered when that was in the way. */
export type Reviewer = (job: ReviewJob) => Promise<ReviewOutcome>;

/** Reviews in this thread; `markerKey` signs comments. */
export function reviewerFor(access: AppAccess, markerKey: Uint8Array): Reviewer {
  const forge = gitHubForge(access, markerKey);
  const tools = { rules: RULES, recent: recentProjects(), markerKey };
  return (job) => reviewHead(forge.repository(job.repository), job, tools);
}
