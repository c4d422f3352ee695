/** What the shell makes of quoted and escaped text, with the way back to the characters in the file. */
import type { Segment } from "../../source/derived-text.ts";
import type { Quotes } from "./shell-script.ts";

/** In double quotes a backslash is special only before these (POSIX 2.2.3). */
const ESCAPABLE_IN_DOUBLE = new Set(['"', "\\", "$", "`", "\n"]);

/** Put into a text for the grammar's sake (plain-program.ts); it isn't there. Private use: no script has it. */
export const STOPGAP = "\ue00f";

/** True when the shell takes a raw text as it is, as it does with nearly every word. */
export function standsForItself(raw: string, quotes: Quotes): boolean {
  return (quotes === "single" || !raw.includes("\\")) && !raw.includes(STOPGAP);
}

/** Splits raw text into copied runs and escapes. `start` is the offset of `raw` in the text it was cut from. */
export function literalSegments(raw: string, start: number, quotes: Quotes): Segment[] {
  if (standsForItself(raw, quotes)) return raw === "" ? [] : [segment(raw, start, raw.length)];
  if (raw.includes(STOPGAP)) return withoutStopgaps(raw, start, quotes);
  const segments: Segment[] = [];
  let run = 0;
  for (let i = 0; i < raw.length - 1; i++) {
    const next = raw[i + 1] ?? "";
    if (raw[i] !== "\\") continue;
    if (quotes === "none" || ESCAPABLE_IN_DOUBLE.has(next)) {
      if (i > run) segments.push(segment(raw.slice(run, i), start + run, i - run));
      if (next !== "\n") segments.push(segment(next, start + i, 2));
      run = i + 2;
    }
    i++;
  }
  if (run < raw.length) segments.push(segment(raw.slice(run), start + run, raw.length - run));
  return segments;
}

function withoutStopgaps(raw: string, start: number, quotes: Quotes): Segment[] {
  let at = start;
  return raw.split(STOPGAP).flatMap((piece) => {
    const segments = literalSegments(piece, at, quotes);
    at += piece.length + STOPGAP.length;
    return segments;
  });
}

function segment(text: string, start: number, length: number): Segment {
  return { text, from: { start, end: start + length } };
}
