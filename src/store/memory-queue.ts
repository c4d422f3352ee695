/** The job queue of a single process: jobs wait in memory, one repository after the other, and are kept in a journal. */
import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import { type JobQueue, jobKey, type ReviewJob } from "../service/jobs.ts";
import type { JobJournal } from "./job-journal.ts";

/** What the queue does with jobs, given by the wiring. */
export interface JobHandlers {
  /** Called at once for each new job; a failure is only reported. */
  readonly announce: (job: ReviewJob) => Promise<void>;
  readonly run: (job: ReviewJob) => Promise<void>;
  readonly onError: (job: ReviewJob, error: unknown, attempt: number) => void;
  /** False for errors that another attempt would only repeat; attempts count from 1. */
  readonly isWorthRetrying: (error: unknown, attempt: number) => boolean;
}

/** A queue that can be started and drained. */
export interface MemoryQueue extends JobQueue {
  /** Takes up what an earlier process left. */
  resume(): Promise<void>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
  /** Stops taking jobs up; what runs is finished, what waits stays in the journal. */
  stop(): Promise<void>;
}

/** Repositories reviewed at the same time. */
const CONCURRENCY = 4;

/** Pauses before further attempts, in milliseconds: a check must not stay open because GitHub was away for an hour or a night. */
const RETRY_AFTER = [5_000, 60_000, 600_000, 3_600_000, 21_600_000];

/** Makes a queue over a journal. */
export function memoryQueue(
  journal: JobJournal,
  handlers: JobHandlers,
  retryAfter: readonly number[] = RETRY_AFTER,
): MemoryQueue {
  const waiting = new Set<string>();
  const lanes = new Map<number, PQueue>();
  const workers = new PQueue({ concurrency: CONCURRENCY });
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  const pauses = new Map<string, AbortController>();

  /** A failed job waits outside its lane, so that nobody waits with it. Another job of the same key takes its place. */
  const tryLater = async (job: ReviewJob, attempts: number, pause: number): Promise<void> => {
    const replaced = new AbortController();
    pauses.set(jobKey(job), replaced);
    const signal = AbortSignal.any([stopping.signal, replaced.signal]);
    const slept = await sleep(pause, true, { signal }).catch(() => false);
    if (!slept) return; // a pause cut short leaves the job in the journal
    pauses.delete(jobKey(job));
    start(job, attempts, Promise.resolve());
  };
  const work = async (job: ReviewJob, attempts: number, announced: Promise<void>): Promise<void> => {
    await announced;
    if (stopping.signal.aborted) return;
    waiting.delete(jobKey(job)); // from here on the same key is new work
    try {
      await handlers.run(job);
    } catch (error) {
      handlers.onError(job, error, attempts + 1);
      const pause = retryAfter[attempts];
      if (pause !== undefined && handlers.isWorthRetrying(error, attempts + 1) && !waiting.has(jobKey(job)))
        return keep(tryLater(job, attempts + 1, pause));
    }
    if (!waiting.has(jobKey(job))) await journal.remove(job);
  };
  const keep = (promise: Promise<void>): void => {
    const kept = promise.finally(() => running.delete(kept));
    running.add(kept);
  };
  const start = (job: ReviewJob, attempts: number, announced: Promise<void>): void => {
    waiting.add(jobKey(job));
    const { repositoryId } = job.repository;
    const lane = lanes.get(repositoryId) ?? new PQueue({ concurrency: 1 });
    lanes.set(repositoryId, lane);
    const done = lane.add(() => workers.add(() => work(job, attempts, announced)));
    keep(
      done.then(() => {
        if (lane.size === 0 && lane.pending === 0) lanes.delete(repositoryId);
      }),
    );
  };
  const take = (job: ReviewJob): void => {
    if (waiting.has(jobKey(job))) return;
    pauses.get(jobKey(job))?.abort();
    pauses.delete(jobKey(job));
    const announced = handlers.announce(job).catch((error: unknown) => handlers.onError(job, error, 0));
    start(job, 0, announced);
  };
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  return {
    enqueue: async (job) => {
      await journal.add(job);
      take(job);
    },
    resume: async () => {
      for (const job of await journal.unfinished()) take(job);
    },
    idle,
    stop: async () => {
      stopping.abort();
      await idle();
    },
  };
}
