/** What a review says: plain data that every report is made of. */
import type { Finding } from "../engine/finding.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Span } from "../source/span.ts";
import type { PlanChange } from "./plan-changes/plan-change.ts";
import type { Waiver } from "./waivers.ts";

/**
 * `clean`: nothing above low is new. `advice`: something of medium or high severity is new. `blocked`: something critical
 * is new. `incomplete`: something could not be reviewed, which is never shown as success.
 */
export type Verdict = "clean" | "advice" | "blocked" | "incomplete";

/** See the module comment. */
export interface Review {
  readonly verdict: Verdict;
  /** Findings of the head, in file order. */
  readonly findings: readonly ReviewedFinding[];
  /** Findings of the base that the head no longer has. */
  readonly fixed: readonly Finding[];
  /** What could not be reviewed. */
  readonly failures: readonly Failure[];
  /** False when nothing that matters to a deployment is in the change, or the repository does not use Kamal. */
  readonly isRelevant: boolean;
  /** What the change does to the servers; undefined without a base, when no file of the deployment differs, or when it can't be known. */
  readonly plan: readonly PlanChange[] | undefined;
  /** Text of each reviewed file by path, for code frames and suggestions. */
  readonly sources: ReadonlyMap<string, SourceText>;
  /** Where secrets stand, by path: never to be shown. Sorted, without overlaps. */
  readonly secrets: ReadonlyMap<string, readonly Span[]>;
}

/** The review of a change that touches nothing a review looks at. */
export const NOTHING_TO_REVIEW: Review = {
  verdict: "clean",
  findings: [],
  fixed: [],
  failures: [],
  isRelevant: false,
  plan: undefined,
  sources: new Map(),
  secrets: new Map(),
};

/** A finding and its standing in the change. */
export interface ReviewedFinding extends Finding {
  /** Not in the base; without a base everything is new. */
  readonly isNew: boolean;
  /** Accepted by somebody entitled to; counts for nothing in the verdict. */
  readonly isWaived: boolean;
  /** Set when a suppression names it; only an accepted one waives. */
  readonly waiver?: Waiver;
}

/** Something that could not be reviewed; `reason` completes a sentence that starts with the path. */
export interface Failure {
  readonly path: string;
  readonly reason: string;
  /** False when it was so before the change and the change leaves it alone. */
  readonly counts: boolean;
  /** Set when the fault is ours: where in our code. */
  readonly trace?: string;
}
