/** A command that opens a machine, as a pattern of its line. */
import type { Severity } from "../../../engine/severity.ts";
import type { Place } from "../../../source/source-text.ts";

/** One way of opening something. */
export interface Grant {
  /** Matches the command line without its wrappers. */
  readonly pattern: RegExp;
  readonly severity: Severity;
  /** A sentence without its end. */
  readonly what: string;
  /** The word to point at. */
  readonly word: RegExp;
  /** Set where rules over configurations tell of it, too, which look into aliases. */
  readonly isFlag?: true;
  /** What to do, where the rule's own advice doesn't fit. */
  readonly fix?: string;
  /** Where it is known more precisely. */
  readonly at?: Place | undefined;
}
