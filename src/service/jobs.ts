/** The work that events ask for, and the port of the queue that holds it. */
import type { RepositoryRef } from "./ports.ts";

/** Review a head commit: for every open pull request that it heads, or against a given base. */
export interface ReviewJob {
  readonly repository: RepositoryRef;
  readonly headSha: string;
  /** Set for the head of a merge group, which no pull request has. */
  readonly baseSha?: string;
  /** GUID of the webhook delivery that asked for it: connects log lines. */
  readonly deliveryId: string;
}

/** Two jobs with the same key are one piece of work while neither has started. */
export function jobKey({ repository, headSha }: ReviewJob): string {
  return `${repository.repositoryId}/${headSha}`;
}

/** Port: takes jobs and sees to it that each is run, also after a restart. */
export interface JobQueue {
  /** Resolves when the job is safe. */
  enqueue(job: ReviewJob): Promise<void>;
}
