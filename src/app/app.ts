/** The GitHub App, wired: webhook server, queue, reviews. */
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import { createProbot } from "probot";
import type { AppAccess } from "../github/client.ts";
import { isStatus } from "../github/http-status.ts";
import { gitHubForge } from "../github/repository.ts";
import { answerCommand } from "../service/commands.ts";
import { endReview } from "../service/end-review.ts";
import type { ReviewJob } from "../service/jobs.ts";
import { announceReview } from "../service/review-head.ts";
import { openJobJournal } from "../store/job-journal.ts";
import { memoryQueue } from "../store/memory-queue.ts";
import { type AppConfiguration, markerKey } from "./app-configuration.ts";
import { deliveries } from "./deliveries.ts";
import { type EventSink, registerEvents } from "./events.ts";
import { createHttpServer } from "./http-server.ts";
import { createLogger } from "./log.ts";
import { ReviewEnded, reviewThreads, type ThreadData, type ThreadLimits } from "./review-threads.ts";
import { reviewerFor } from "./reviewer.ts";

/** A running App. */
export interface RunningApp {
  /** Address it listens on, with the real port. */
  readonly url: string;
  /** Resolves when no review runs and none waits. */
  idle(): Promise<void>;
  /** Takes no more webhooks, finishes what runs, and lets go of everything. */
  stop(): Promise<void>;
}

/** What only tests and the demo change. */
export interface AppOverrides {
  readonly logger?: Logger;
  readonly pace?: "polite" | "unlimited";
  /** Reviews then stay in this thread, since functions can't be sent to another one. */
  readonly fetch?: typeof fetch;
  /** What one review may use, and the module that its thread runs. */
  readonly threads?: { readonly limits: ThreadLimits; readonly entry: URL };
  /** Pauses before a failed job is tried again, in milliseconds. */
  readonly retryAfter?: readonly number[];
}

/** Starts the App: listens, then takes up work that an earlier process left. */
export async function startApp(
  configuration: AppConfiguration,
  overrides: AppOverrides = {},
): Promise<RunningApp> {
  const log = overrides.logger ?? createLogger(configuration.logLevel);
  const key = markerKey(configuration);
  const { pace = "polite", fetch } = overrides;
  const access = { ...configuration, pace };
  const forge = gitHubForge({ ...access, ...(fetch ? { fetch } : {}) }, key);
  const journal = await openJobJournal(join(configuration.dataDir, "jobs"));
  const threads = reviewThreads(
    { access: accessOnly(access), markerKey: key },
    overrides.threads?.limits,
    overrides.threads?.entry,
  );
  const review = fetch && !overrides.threads ? reviewerFor({ ...access, fetch }, key) : threads.review;
  const queue = memoryQueue(
    journal,
    {
      announce: (job) => announceReview(forge.repository(job.repository), job.headSha),
      run: async (job) => {
        const started = performance.now();
        const { faults, ...outcome } = await review(job).catch(async (error: unknown) => {
          if (error instanceof ReviewEnded) await endReview(forge.repository(job.repository), job.headSha);
          throw error;
        });
        for (const trace of faults)
          log.error({ ...about(job), trace }, "a rule or a parser failed on a file");
        log.info(
          { ...about(job), ...outcome, milliseconds: Math.round(performance.now() - started) },
          "reviewed",
        );
      },
      onError: (job, err, attempt) => log.error({ ...about(job), attempt, err }, troubleWith(err)),
      isWorthRetrying,
    },
    overrides.retryAfter,
  );
  const answering = new Set<Promise<void>>();
  const sink: EventSink = {
    review: (job) => queue.enqueue(job),
    command: (ref, comment, deliveryId) => {
      const answer = answerCommand(forge.repository(ref), comment)
        .then((headSha) =>
          headSha === undefined ? undefined : queue.enqueue({ repository: ref, headSha, deliveryId }),
        )
        .catch((err: unknown) =>
          log.error(
            { deliveryId, repository: `${ref.owner}/${ref.name}`, err },
            "a command was not answered",
          ),
        )
        .finally(() => answering.delete(answer));
      answering.add(answer);
    },
  };
  const probot = createProbot({
    env: {},
    overrides: {
      appId: configuration.appId,
      privateKey: configuration.privateKey,
      secret: configuration.webhookSecret,
      log: log.child({}, { level: "silent" }), // it would log whole payloads; what fails is thrown to us and logged once
    },
  });
  await probot.load((app) => registerEvents(app, sink));
  let stopping = false;
  const server = createHttpServer({
    webhookPath: configuration.webhookPath,
    receive: deliveries(probot, log),
    isReady: () => !stopping,
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(configuration.port, configuration.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${configuration.host}:${port}`;
  log.info({ url, webhookPath: configuration.webhookPath, github: configuration.webUrl }, "listening");
  await queue.resume();
  return {
    url,
    idle: async () => {
      while (answering.size > 0) await Promise.all(answering);
      await queue.idle();
    },
    stop: async () => {
      stopping = true;
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(answering);
      await queue.stop();
      await threads.close();
      log.info("stopped");
    },
  };
}

/** What a thread has to know; the secret of webhooks is none of it. */
function accessOnly({ appId, privateKey, apiUrl, webUrl, pace }: AppAccess): ThreadData["access"] {
  return { appId, privateKey, apiUrl, webUrl, pace };
}

function about({ repository, headSha, deliveryId }: ReviewJob) {
  return { deliveryId, repository: `${repository.owner}/${repository.name}`, headSha };
}

/** Attempts that anything is worth: GitHub at times does not find what it has just made, and a check must not stay open for that. */
const ALWAYS = 2;

/** Most 4xx answers stay the same when asked again; rate limits pass, and so does 401, which a brand-new token may get. */
function isWorthRetrying(error: unknown, attempt: number): boolean {
  if (error instanceof ReviewEnded) return false; // the same files would take as long again
  if (attempt <= ALWAYS) return true;
  return !isStatus(error, 400, 404, 410, 422) && !(isStatus(error, 403) && !isRateLimit(error));
}

function isRateLimit(error: unknown): boolean {
  return error instanceof Error && /rate limit/i.test(error.message);
}

function troubleWith(error: unknown): string {
  if (error instanceof ReviewEnded) return error.message;
  if (isStatus(error, 401))
    return "GitHub does not accept the App's credentials: check APP_ID and PRIVATE_KEY";
  if (isStatus(error, 403, 404) && !isRateLimit(error))
    return "the App may not do this in the repository: check its permissions and whether it is installed there";
  return "a review failed";
}
