/** Lines of a crontab as the shell gets them: without the time in front. */
import type { Segment } from "../../source/derived-text.ts";
import type { WordPart } from "./shell-script.ts";

/** `30 2 * * *` or `@daily` at the start of a line; settings such as `MAILTO=ops` have none. */
const TIME = /(?:^|(?<=\n))[ \t]*(?:@[a-z]+|(?:[\w*/,-]+[ \t]+){4}[\w*/,-]+)[ \t]+/g;

/** The same with the user whose turn it is, as in `/etc/cron.d`. */
const TIME_AND_USER = new RegExp(`${TIME.source}(?:[a-z_][\\w-]*[ \\t]+)?`, "g");

/** What is left of one behind `$((RANDOM % 60))`. */
const REST = /^[ \t]+(?:[\w*/,-]+[ \t]+){4}/g;

/** The parts of such lines with the times left out, and the users where there are any. */
export function withoutTimes(parts: readonly WordPart[], namesUsers = false): WordPart[] {
  const time = namesUsers ? TIME_AND_USER : TIME;
  return parts.flatMap((part, index): WordPart[] => {
    const before = parts[index - 1];
    const startsLine = isEndOfLine(before);
    if (part.kind !== "literal") return startsLine && startsTime(parts[index + 1]) ? [] : [part];
    const isRest = before !== undefined && before.kind !== "literal" && isEndOfLine(parts[index - 2]);
    const segments = part.segments.flatMap((segment, at) => {
      if (at === 0 && isRest) return cut(segment, REST, true).flatMap((rest) => cut(rest, time, false));
      return cut(segment, time, at === 0 && startsLine);
    });
    return [{ ...part, segments, text: segments.map(({ text }) => text).join("") }];
  });
}

function isEndOfLine(part: WordPart | undefined): boolean {
  return part === undefined || (part.kind === "literal" && part.text.endsWith("\n"));
}

/** True for what stands behind a minute that is worked out. */
function startsTime(part: WordPart | undefined): boolean {
  return part?.kind === "literal" && part.text.search(REST) === 0;
}

/** Where the file writes a text otherwise, it stays as it is. */
function cut({ text, from }: Segment, time: RegExp, startsLine: boolean): Segment[] {
  if (text.length !== from.end - from.start) return [{ text, from }];
  const kept: Segment[] = [];
  let position = 0;
  const keep = (end: number): void => {
    if (end > position)
      kept.push({
        text: text.slice(position, end),
        from: { start: from.start + position, end: from.start + end },
      });
  };
  for (const { 0: found, index } of text.matchAll(time)) {
    if (index === 0 && !startsLine) continue;
    keep(index);
    position = index + found.length;
  }
  keep(text.length);
  return kept;
}
