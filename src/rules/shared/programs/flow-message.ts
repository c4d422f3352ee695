/** Words for a value that goes where it can do harm: where it comes from, by name and line. */
import type { Place } from "../../../source/source-text.ts";
import type { Origin } from "./trust.ts";

/** "`ARGV[0]` from line 3", "The output of `git log`", for the start of a sentence about a place. */
export function whatArrives({ source }: Origin, at: Place): string {
  if (!source) return "A value that only the running script knows";
  const { label, place } = source;
  const line = place.source.positionAt(place.span.start).line;
  const from = line === at.source.positionAt(at.span.start).line ? "" : ` from line ${line}`;
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}${from}`;
}
