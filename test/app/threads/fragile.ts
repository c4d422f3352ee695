/** A thread that dies of the jobs of one repository, refuses those of another, and answers with its own number otherwise. */
import { parentPort, threadId } from "node:worker_threads";
import type { ReviewJob } from "../../../src/service/jobs.ts";

parentPort?.on("message", ({ repository }: ReviewJob) => {
  if (repository.name === "deadly") throw new Error("no one has foreseen this");
  parentPort?.postMessage(
    repository.name === "refused"
      ? { error: { name: "HttpError", message: "Not Found", status: 404 } }
      : { outcome: { conclusion: String(threadId), pullRequests: [], newFindings: 0, faults: [] } },
  );
});
