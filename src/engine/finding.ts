/** A rule's problem with everything that readers and machines need to know about it: plain data. */
import type { Position, Span } from "../source/span.ts";
import type { Edit } from "./rule.ts";
import type { Category, Confidence, Severity, Strictness } from "./severity.ts";

/** See the module comment. */
export interface Finding {
  readonly ruleId: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** True when it stands at the value of a secret: not to be shown, and still leaked when the line is gone. */
  readonly standsAtSecret: boolean;
  /** The least strictness that shows it. */
  readonly strictness: Strictness;
  readonly path: string;
  readonly span: Span;
  /** First character and one past the last, counted from 1. */
  readonly start: Position;
  readonly end: Position;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly edit: Edit | undefined;
  /** Names the finding across commits; see fingerprint.ts. */
  readonly fingerprint: string;
  /** Destinations it holds for; empty when it is not about an effective configuration or there are none. */
  readonly destinations: readonly string[];
}

/** A rule that threw. Its message is not kept: it may quote the file. */
export interface RuleCrash {
  readonly ruleId: string;
  readonly path: string;
  /** Where in our code, without the error's message. */
  readonly trace: string;
}
