/** Reviews in threads of their own: what one of them does to its thread is no matter to the others, nor to the App. */
import { afterEach, expect, test } from "@jest/globals";
import { SOUND_SETUP } from "../../demo/sound-setup.ts";
import { type ReviewThreads, reviewThreads } from "../../src/app/review-threads.ts";
import { isStatus } from "../../src/github/http-status.ts";
import type { ReviewJob } from "../../src/service/jobs.ts";
import { startAppWorld } from "../support/app-world.ts";

const THREAD = {
  busy: new URL("./threads/busy.ts", import.meta.url),
  greedy: new URL("./threads/greedy.ts", import.meta.url),
  fragile: new URL("./threads/fragile.ts", import.meta.url),
};
const DATA = {
  access: { appId: 1, privateKey: "", apiUrl: "", webUrl: "", pace: "unlimited" },
  markerKey: new Uint8Array(32),
} as const;
const AMPLE = { seconds: 60, megabytes: 512 };

let threads: ReviewThreads | undefined;

afterEach(async () => {
  await threads?.close();
});

function job(name: string): ReviewJob {
  const repository = { installationId: 1, repositoryId: 1, owner: "acme", name };
  return { repository, headSha: "0".repeat(40), deliveryId: "a" };
}

test("a review that computes for too long is ended", async () => {
  threads = reviewThreads(DATA, { ...AMPLE, seconds: 1 }, THREAD.busy);
  await expect(threads.review(job("shop"))).rejects.toMatchObject({
    name: "ReviewEnded",
    message: "a review computed for more than 1 seconds and was ended",
  });
});

test("a review that fills the memory is ended", async () => {
  threads = reviewThreads(DATA, { ...AMPLE, megabytes: 32 }, THREAD.greedy);
  await expect(threads.review(job("shop"))).rejects.toMatchObject({
    name: "ReviewEnded",
    message: "a review needed more memory than it may have and was ended",
  });
});

test("a thread that dies takes one review with it, and the next has another thread", async () => {
  threads = reviewThreads(DATA, AMPLE, THREAD.fragile);
  const before = await threads.review(job("shop"));
  await expect(threads.review(job("deadly"))).rejects.toThrow("no one has foreseen this");
  const after = await threads.review(job("shop"));
  expect(after.conclusion).not.toBe(before.conclusion);
});

test("a thread is used again, and two reviews at a time have two", async () => {
  threads = reviewThreads(DATA, AMPLE, THREAD.fragile);
  const [one, other] = await Promise.all([threads.review(job("shop")), threads.review(job("shop"))]);
  expect(one.conclusion).not.toBe(other.conclusion);
  const again = await threads.review(job("shop"));
  expect([one.conclusion, other.conclusion]).toContain(again.conclusion);
});

test("what GitHub answered is told apart on this side too", async () => {
  threads = reviewThreads(DATA, AMPLE, THREAD.fragile);
  const error = await threads.review(job("refused")).catch((refusal: unknown) => refusal);
  expect(isStatus(error, 404)).toBe(true);
});

test("a review that is ended ends its check as failed, is not tried again, and the App goes on", async () => {
  const world = await startAppWorld({
    threads: { limits: { ...AMPLE, seconds: 1 }, entry: THREAD.busy },
  });
  const repository = await world.github.createRepository({ name: "shop", private: true, files: SOUND_SETUP });
  const sha = await repository.commit({
    branch: "change",
    from: "main",
    files: { "config/deploy.yml": "a: 1\n" },
  });
  await repository.openPullRequest({ head: "change" });
  await world.settled();
  const [run] = await repository.checkRuns(sha);
  expect(run).toMatchObject({ conclusion: "failure", output: { title: "The review was ended" } });
  expect(world.log.filter((line) => line.includes("was ended"))).toHaveLength(1);
  expect(world.violations()).toEqual([]);
  await world.stop();
});
