import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ReviewJob } from "../../src/service/jobs.ts";
import { type JobJournal, openJobJournal } from "../../src/store/job-journal.ts";
import { type JobHandlers, memoryQueue } from "../../src/store/memory-queue.ts";

let folder: string;
let journal: JobJournal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kamal-review-queue-"));
  journal = await openJobJournal(folder);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function job(headSha: string, repositoryId = 1): ReviewJob {
  return {
    headSha,
    deliveryId: `for-${headSha}`,
    repository: { installationId: 1, repositoryId, owner: "acme", name: "shop" },
  };
}

/** Handlers that write down what happens. */
function recording(overrides: Partial<JobHandlers> = {}): JobHandlers & { readonly events: string[] } {
  const events: string[] = [];
  return {
    events,
    announce: async ({ headSha }) => void events.push(`announce ${headSha}`),
    run: async ({ headSha }) => void events.push(`run ${headSha}`),
    onError: ({ headSha }, error, attempt) =>
      void events.push(`error ${headSha} ${attempt} ${(error as Error).message}`),
    isWorthRetrying: () => true,
    ...overrides,
  };
}

/** A promise that is resolved from outside. */
function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe("the queue", () => {
  test("announces a job at once, runs it, and forgets it", async () => {
    const handlers = recording();
    const queue = memoryQueue(journal, handlers);
    await queue.enqueue(job("a"));
    await queue.idle();
    expect(handlers.events).toEqual(["announce a", "run a"]);
    expect(await journal.unfinished()).toEqual([]);
  });

  test("runs jobs of one repository one after the other, and those of others beside them", async () => {
    const first = gate();
    const order: string[] = [];
    const run = async ({ headSha }: ReviewJob): Promise<void> => {
      order.push(`start ${headSha}`);
      if (headSha === "a") await first.passed;
      order.push(`end ${headSha}`);
      if (headSha === "c") first.open();
    };
    const queue = memoryQueue(journal, recording({ run }));
    for (const one of [job("a"), job("b"), job("c", 2)]) await queue.enqueue(one);
    await queue.idle();
    expect(order).toEqual(["start a", "start c", "end c", "end a", "start b", "end b"]);
  });

  test("takes the same work once while it waits, and again when it has started", async () => {
    const started = gate();
    const first = gate();
    let runs = 0;
    const run = async (): Promise<void> => {
      runs += 1;
      started.open();
      if (runs === 1) await first.passed;
    };
    const queue = memoryQueue(journal, recording({ run }));
    await queue.enqueue(job("a"));
    await started.passed;
    await queue.enqueue(job("a"));
    await queue.enqueue(job("a"));
    first.open();
    await queue.idle();
    expect(runs).toBe(2);
    expect(await journal.unfinished()).toEqual([]);
  });

  test("tries again after a failure, as often as there are pauses, and reports each", async () => {
    const run = async (): Promise<void> => {
      throw new Error("down");
    };
    const handlers = recording({ run });
    const queue = memoryQueue(journal, handlers, [1, 1]);
    await queue.enqueue(job("a"));
    await queue.idle();
    expect(handlers.events).toEqual(["announce a", "error a 1 down", "error a 2 down", "error a 3 down"]);
    expect(await journal.unfinished()).toEqual([]);
  });

  test("does not let others wait while a failed job pauses", async () => {
    const second = gate();
    const run = async ({ headSha }: ReviewJob): Promise<void> => {
      if (headSha === "a") throw new Error("down");
      second.open();
    };
    const queue = memoryQueue(journal, recording({ run }), [600_000]);
    await queue.enqueue(job("a"));
    await queue.enqueue(job("b"));
    await second.passed;
    await queue.stop();
    expect((await journal.unfinished()).map(({ headSha }) => headSha)).toEqual(["a"]);
  });

  test("forgets about a failed job when the same work is asked for again", async () => {
    let runs = 0;
    const failed = gate();
    const run = async (): Promise<void> => {
      runs += 1;
      if (runs > 1) return;
      failed.open();
      throw new Error("down");
    };
    const queue = memoryQueue(journal, recording({ run }), [600_000]);
    await queue.enqueue(job("a"));
    await failed.passed;
    await new Promise(setImmediate); // the pause begins
    await queue.enqueue(job("a"));
    await queue.idle();
    expect(runs).toBe(2);
    expect(await journal.unfinished()).toEqual([]);
  });

  test("that is stopped while a failed job pauses leaves it for the next process", async () => {
    const failed = gate();
    const run = async (): Promise<void> => {
      failed.open();
      throw new Error("down");
    };
    const queue = memoryQueue(journal, recording({ run }), [600_000]);
    await queue.enqueue(job("a"));
    await failed.passed;
    await queue.stop();
    expect((await journal.unfinished()).map(({ headSha }) => headSha)).toEqual(["a"]);
  });

  test("does not repeat what can't get better", async () => {
    const run = async (): Promise<void> => {
      throw new Error("forbidden");
    };
    const handlers = recording({ run, isWorthRetrying: () => false });
    const queue = memoryQueue(journal, handlers, [1]);
    await queue.enqueue(job("a"));
    await queue.idle();
    expect(handlers.events).toEqual(["announce a", "error a 1 forbidden"]);
  });

  test("that is stopped finishes what runs and leaves what waits for the next process", async () => {
    const started = gate();
    const first = gate();
    const events: string[] = [];
    const run = async ({ headSha }: ReviewJob): Promise<void> => {
      started.open();
      await first.passed;
      events.push(`ran ${headSha}`);
    };
    const queue = memoryQueue(journal, recording({ run }));
    await queue.enqueue(job("a"));
    await queue.enqueue(job("b"));
    await started.passed;
    const stopped = queue.stop();
    first.open();
    await stopped;
    expect(events).toEqual(["ran a"]);
    const handlers = recording();
    const next = memoryQueue(await openJobJournal(folder), handlers);
    await next.resume();
    await next.idle();
    expect(handlers.events).toEqual(["announce b", "run b"]);
  });
});

test("the journal passes over files that are not whole", async () => {
  await journal.add(job("a"));
  await writeFile(join(folder, "cut.json"), '{"headSha":');
  await writeFile(join(folder, "other.json"), "[]");
  expect((await journal.unfinished()).map(({ headSha }) => headSha)).toEqual(["a"]);
  expect((await readdir(folder)).some((name) => name.endsWith(".new"))).toBe(false);
});
