/** A place in a text that has the format of a credential: a fact about the file, without the credential. */
import type { Span } from "../../source/span.ts";

/** See the module comment. */
export interface CredentialHit {
  /** All of it, so that covering the span covers the secret. */
  readonly span: Span;
  /** What it is, for people: "GitHub token", "private key". */
  readonly what: string;
  /**
   * `half` of a pair whose other half is the secret; `test` keys reach no real data; `browser` keys may be handed to
   * browsers on purpose.
   */
  readonly worth: "whole" | "half" | "test" | "browser";
  /** The credential itself where the file holds it in pieces. */
  readonly joined?: string;
}
