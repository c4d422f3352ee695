/** A thread in which a review never ends. */
import { parentPort } from "node:worker_threads";

parentPort?.on("message", () => {
  for (;;);
});
