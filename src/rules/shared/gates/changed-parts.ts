/** The parts of a hook that a change touches, so that what is told of one does not hide what another loses. */
import type { Line, Weakening } from "./gate-lines.ts";

/** A run of old lines and the run of new ones that stands in its place, each from its start up to its end. */
interface Part {
  readonly old: readonly [number, number];
  readonly now: readonly [number, number];
}

/** People change fewer lines at once; beyond, all the rest is one part. */
const MAX_PART = 60;

/** Old and new lines without the parts in which, or next to which, a weakening stands. */
export function withoutParts(
  old: readonly Line[],
  now: readonly Line[],
  told: readonly Weakening[],
): [readonly Line[], readonly Line[]] {
  if (told.length === 0) return [old, now];
  const offsets = told.map(({ offset }) => offset);
  const isTold = ({ now: [start, end] }: Part): boolean => {
    const first = now[start - 1]?.offset ?? 0;
    const next = now[end + 1]?.offset ?? Number.POSITIVE_INFINITY;
    return offsets.some((offset) => offset >= first && offset < next);
  };
  const parts = partsOf(old, now).filter(isTold);
  const without = (lines: readonly Line[], side: "old" | "now"): readonly Line[] =>
    lines.filter((_, index) => !parts.some((part) => index >= part[side][0] && index < part[side][1]));
  return [without(old, "old"), without(now, "now")];
}

function partsOf(old: readonly Line[], now: readonly Line[]): Part[] {
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (old[i] && old[i]?.text === now[j]?.text) {
      i++;
      j++;
      continue;
    }
    const [a, b] = nextCommon(old, now, i, j);
    parts.push({ old: [i, a], now: [j, b] });
    [i, j] = [a, b];
  }
  return parts;
}

/** Where both go on alike; lines that only close a block stand everywhere and tell nothing. */
function nextCommon(old: readonly Line[], now: readonly Line[], i: number, j: number): [number, number] {
  const ahead = new Map<string, number>();
  for (let b = Math.min(now.length, j + MAX_PART) - 1; b >= j; b--) ahead.set(now[b]?.text ?? "", b);
  for (let a = i; a < Math.min(old.length, i + MAX_PART); a++) {
    const { text = "" } = old[a] ?? {};
    const b = text.length > 4 ? ahead.get(text) : undefined;
    if (b !== undefined) return [a, b];
  }
  return [old.length, now.length];
}
