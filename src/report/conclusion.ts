/** A verdict in the words of GitHub's check runs, which the JSON output uses too. */
import type { Verdict } from "../review/review.ts";

/** GitHub lets success and neutral pass a required check, not failure. */
export type Conclusion = "success" | "neutral" | "failure";

/** Incomplete is failure: what was not reviewed must not be merged as if it had been. */
export function conclusionOf(verdict: Verdict): Conclusion {
  if (verdict === "clean") return "success";
  return verdict === "advice" ? "neutral" : "failure";
}
