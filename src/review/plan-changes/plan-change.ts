/** What a change does to the servers: plain data for every report. */
import type { Topic } from "./fact.ts";

/** One line of the difference. */
export interface PlanChange {
  readonly kind: "added" | "removed" | "changed";
  readonly topic: Topic;
  /** A sentence without its full stop, code between backticks; never holds the value of a secret. */
  readonly message: string;
  /** In the head; for something that is gone, the nearest place that is still there. */
  readonly path: string;
  readonly line: number;
  /** The destinations it holds for; null is the deployment without one. Empty for what is the same for all. */
  readonly destinations: readonly (string | null)[];
}
