/** The other side of `review-threads.ts`: takes jobs, one after the other, and answers each with its outcome or its error. */
import { parentPort, workerData } from "node:worker_threads";
import type { ReviewJob } from "../service/jobs.ts";
import type { Answer, ThreadData } from "./review-threads.ts";
import { reviewerFor } from "./reviewer.ts";

const { access, markerKey } = workerData as ThreadData;
const review = reviewerFor(access, markerKey);

parentPort?.on("message", async (job: ReviewJob) => {
  parentPort?.postMessage(await answerTo(job));
});

async function answerTo(job: ReviewJob): Promise<Answer> {
  try {
    return { outcome: await review(job) };
  } catch (error) {
    if (!(error instanceof Error))
      return { error: { name: "Error", message: "something that is no error was thrown" } };
    // copies of errors lose what makes GitHub's answers apart
    const { name, message, stack } = error;
    return { error: { name, message, stack, ...("status" in error ? { status: error.status } : {}) } };
  }
}
