/** Errors that a program catches and goes on: who raises one has not left the program. */
import type { Span } from "../../source/span.ts";

/** A part of the text, and the errors whose handlers go on behind it; undefined for all. */
export interface Caught {
  readonly span: Span;
  readonly errors: readonly string[] | undefined;
}

/** Where an error is caught at the latest, when it is: before that end, nothing goes on. */
export function endOfCatch(error: string | undefined, caught: readonly Caught[]): number | undefined {
  const catching = caught.findLast(
    ({ errors }) => errors === undefined || (error !== undefined && errors.includes(error)),
  );
  return catching?.span.end;
}
