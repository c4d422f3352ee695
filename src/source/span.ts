/** Where something stands in a text. Offsets are UTF-16 code units; lines exist only at the edges. */

/** A half-open range of offsets: `start` is the first character, `end` is one past the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value together with the range it was written at. */
export interface Positioned<T> {
  readonly value: T;
  readonly span: Span;
}

/** A human position: both numbers count from 1; columns count UTF-16 code units, as editors' protocols do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Builds a span; an inverted range is a bug of the caller. */
export function span(start: number, end: number): Span {
  if (end < start) throw new RangeError(`span ends at ${end} before it starts at ${start}`);
  return { start, end };
}

/** True when `inner` lies within `outer`, borders included. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True when the two ranges share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
