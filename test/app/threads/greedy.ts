/** A thread in which a review takes all the memory there is. */
import { parentPort } from "node:worker_threads";

parentPort?.on("message", () => {
  const kept: string[][] = [];
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => `${kept.length} ${index}`));
});
