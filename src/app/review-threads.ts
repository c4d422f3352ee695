/**
 * Reviews run in threads, each of which works on one at a time. However hard a file is made to read, the App goes on answering, and a
 * review that computes for too long or fills the memory is ended, which nothing inside of its thread could do.
 */
import { Worker } from "node:worker_threads";
import type { AppAccess } from "../github/client.ts";
import type { ReviewJob } from "../service/jobs.ts";
import type { ReviewOutcome } from "../service/review-head.ts";
import type { Reviewer } from "./reviewer.ts";

/** What a thread is given at its start. */
export interface ThreadData {
  readonly access: Omit<AppAccess, "fetch">;
  readonly markerKey: Uint8Array;
}

/** What a thread says about a job. */
export type Answer =
  | { readonly outcome: ReviewOutcome }
  | {
      readonly error: {
        readonly name: string;
        readonly message: string;
        readonly stack?: string | undefined;
        readonly status?: unknown;
      };
    };

/** What one review may use. */
export interface ThreadLimits {
  /** Seconds of computing; waiting for GitHub does not count. Base and head of the largest deployment that a review reads take a third. */
  readonly seconds: number;
  /** Megabytes of memory. */
  readonly megabytes: number;
}

const LIMITS: ThreadLimits = { seconds: 120, megabytes: 1_024 };

/** A review that was ended since it used more than its share. */
export class ReviewEnded extends Error {
  override readonly name = "ReviewEnded";
}

/** Threads, started when they are first needed and kept for the next job. */
export interface ReviewThreads {
  readonly review: Reviewer;
  /** Ends all threads and what they are at. */
  close(): Promise<void>;
}

const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./review-thread.ts" : "./review-thread.js",
  import.meta.url,
);

/** Makes the threads; as many as there are jobs at a time, so the queue decides how many. */
export function reviewThreads(
  data: ThreadData,
  { seconds, megabytes }: ThreadLimits = LIMITS,
  entry: URL = ENTRY,
): ReviewThreads {
  const all = new Set<Worker>();
  const idle = new Set<Worker>();
  const start = (): Worker => {
    const thread = new Worker(entry, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    all.add(thread);
    thread.on("error", () => undefined); // whoever waits for an answer hears of it, and its exit follows
    thread.once("exit", () => {
      all.delete(thread);
      idle.delete(thread);
    });
    return thread;
  };
  const take = (): Worker => {
    const [waiting = start()] = idle;
    idle.delete(waiting);
    return waiting;
  };
  return {
    review: async (job) => {
      const thread = take();
      const answer = await answerOf(thread, job, seconds).catch(async (error: unknown) => {
        await thread.terminate();
        throw error;
      });
      idle.add(thread);
      return outcomeOf(answer);
    },
    close: async () => {
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}

/** Milliseconds between two looks at how long a thread has computed. */
const LOOK_EVERY = 250;

async function answerOf(thread: Worker, job: ReviewJob, seconds: number): Promise<Answer> {
  const before = thread.performance.eventLoopUtilization();
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const look = setInterval(() => {
    if (thread.performance.eventLoopUtilization(before).active > seconds * 1_000)
      reject(new ReviewEnded(`a review computed for more than ${seconds} seconds and was ended`));
  }, LOOK_EVERY);
  const onError = (error: Error): void =>
    reject(
      isOutOfMemory(error)
        ? new ReviewEnded("a review needed more memory than it may have and was ended")
        : error,
    );
  const onExit = (): void => reject(new Error("the thread of a review has ended"));
  thread.once("message", resolve).once("error", onError).once("exit", onExit);
  thread.postMessage(job);
  try {
    return await promise;
  } finally {
    clearInterval(look);
    thread.off("message", resolve).off("error", onError).off("exit", onExit);
  }
}

function isOutOfMemory(error: Error): boolean {
  return "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function outcomeOf(answer: Answer): ReviewOutcome {
  if ("outcome" in answer) return answer.outcome;
  const { message, ...rest } = answer.error;
  throw Object.assign(new Error(message), rest);
}
