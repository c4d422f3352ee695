/** Where something stands in a text. Offsets are UTF-16 code units; lines exist only at the edges. */

/** A half-open range of offsets: `start` is the first character, `end` is one past the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
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

/** The ranges sorted and joined where they overlap, as `overlapping` wants them. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start < last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}

/** Those of sorted ranges, none of which overlap, that share a character with `range`. */
export function overlapping(sorted: readonly Span[], range: Span): readonly Span[] {
  const first = firstEndingAfter(sorted, range.start);
  let end = first;
  while ((sorted[end]?.start ?? range.end) < range.end) end++;
  return sorted.slice(first, end);
}

function firstEndingAfter(sorted: readonly Span[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
