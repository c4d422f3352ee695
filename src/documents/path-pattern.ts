/** Patterns of paths with `*`, `?` and `**`, as CODEOWNERS and .dockerignore share them. Time is bounded by length. */

/** No person writes deeper paths or patterns; longer ones match nothing. */
const MAX_SEGMENTS = 64;
const MAX_SEGMENT = 256;

/** True when the pattern's segments cover the whole path. `**` stands for any number of segments, none included. */
export function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.length > MAX_SEGMENTS || path.length > MAX_SEGMENTS) return false;
  return matchesSequence(pattern, path, (item) => item === "**", matchesSegment);
}

/** One segment: `*` stands for any characters, `?` for one. */
function matchesSegment(pattern: string, segment: string): boolean {
  if (pattern.length > MAX_SEGMENT || segment.length > MAX_SEGMENT) return false;
  return matchesSequence(
    [...pattern],
    [...segment],
    (item) => item === "*",
    (item, character) => item === "?" || item === character,
  );
}

/**
 * Matches items against wildcards that take any run of them. Only the last wildcard passed ever has to take more, so time is
 * at most the product of the lengths.
 */
function matchesSequence(
  pattern: readonly string[],
  items: readonly string[],
  isWildcard: (pattern: string) => boolean,
  matches: (pattern: string, item: string) => boolean,
): boolean {
  let at = 0;
  let position = 0;
  let retry: { readonly at: number; readonly position: number } | undefined;
  while (position < items.length) {
    const wanted = pattern[at];
    if (wanted !== undefined && isWildcard(wanted)) {
      retry = { at: at + 1, position };
      at++;
    } else if (wanted !== undefined && matches(wanted, items[position] ?? "")) {
      at++;
      position++;
    } else if (retry) {
      retry = { at: retry.at, position: retry.position + 1 };
      ({ at, position } = retry);
    } else return false;
  }
  return pattern.slice(at).every(isWildcard);
}
