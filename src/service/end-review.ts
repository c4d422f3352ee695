/** Use case: end the check of a review that was ended from outside, since it used more than its share. */
import type { CheckOutput } from "../report/check-output.ts";
import type { Repository } from "./ports.ts";

/** Shows on GitHub that a head was not reviewed to the end; it is not let through. */
export async function endReview(repository: Repository, headSha: string): Promise<void> {
  const check = await repository.openCheck(headSha, "in_progress");
  await check.complete(ENDED);
}

const ENDED: CheckOutput = {
  conclusion: "failure",
  title: "The review was ended",
  summary:
    "Reviewing this change takes more time or memory than one change may use, so it is not let through. Files that are made to be hard to read do that: look at what the change does to very long lines and deep nesting. **Re-run** tries once more.",
  annotations: [],
};
