/**
 * A text that was taken out of another one, with the way back: rendered ERB, the script inside a YAML block
 * scalar, the argument of `sh -c "…"`. Parsers work on `text`; spans are translated with `toSource`.
 */
import { lastAtOrBefore, type SourceText } from "./source-text.ts";
import type { Span } from "./span.ts";

/** See the module comment. */
export interface DerivedText {
  readonly source: SourceText;
  readonly text: string;
  /** Range in the source that a range of the derived text was made of. */
  toSource(range: Span): Span;
}

/** A run of derived characters. `copied` runs map one to one; others stand for the whole source range. */
export interface Segment {
  readonly text: string;
  readonly from: Span;
}

/** The whole file, unchanged. */
export function wholeText(source: SourceText): DerivedText {
  return { source, text: source.text, toSource: (range) => range };
}

/** Joins segments in order. A segment whose text has the length of its range maps character by character. */
export function deriveText(source: SourceText, segments: readonly Segment[]): DerivedText {
  const starts: number[] = [];
  let text = "";
  for (const segment of segments) {
    starts.push(text.length);
    text += segment.text;
  }
  const locate = (offset: number, edge: "start" | "end"): number => {
    const probe = edge === "end" && offset > 0 ? offset - 1 : offset;
    const index = lastAtOrBefore(starts, probe);
    const segment = segments[index];
    if (segment === undefined) return 0;
    const inside = probe - (starts[index] ?? 0);
    const copied = segment.text.length === segment.from.end - segment.from.start;
    if (!copied) return edge === "start" ? segment.from.start : segment.from.end;
    return Math.min(segment.from.start + inside + (edge === "end" && offset > 0 ? 1 : 0), source.text.length);
  };
  return {
    source,
    text,
    toSource(range) {
      const start = locate(range.start, "start");
      return { start, end: range.end === range.start ? start : Math.max(start, locate(range.end, "end")) };
    },
  };
}

/** A derived text of a derived text: `inner`'s offsets are first taken back to `outer`'s, then to the file. */
export function nestDerived(outer: DerivedText, text: string, toOuter: (range: Span) => Span): DerivedText {
  return { source: outer.source, text, toSource: (range) => outer.toSource(toOuter(range)) };
}
