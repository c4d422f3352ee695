/** A place in a text that has the format of a credential: a fact about the file, without the credential. */
import type { Span } from "../../source/span.ts";

/** See the module comment. */
export interface CredentialHit {
  readonly span: Span;
  /** What it is, for people: "GitHub token", "private key". */
  readonly what: string;
  /** `half` of a pair whose other half is the secret; `test` keys reach no real data. */
  readonly worth: "whole" | "half" | "test";
}
