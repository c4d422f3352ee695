/** Lines of a crontab as the shell gets them: without the time in front. */
import type { Segment } from "../../source/derived-text.ts";
import type { WordPart } from "./shell-script.ts";

/** `30 2 * * *` or `@daily` at the start of a line; settings such as `MAILTO=ops` have none. */
const TIME = /(?:^|(?<=\n))[ \t]*(?:@[a-z]+|(?:[\w*/,-]+[ \t]+){4}[\w*/,-]+)[ \t]+/g;

/** The parts of such lines with the times left out; nobody expands a variable in a time. */
export function withoutTimes(parts: readonly WordPart[]): WordPart[] {
  return parts.flatMap((part, index): WordPart[] => {
    if (part.kind !== "literal") return [part];
    const before = parts[index - 1];
    const startsLine = before === undefined || (before.kind === "literal" && before.text.endsWith("\n"));
    const segments = part.segments.flatMap((segment, at) => cut(segment, at === 0 && startsLine));
    return [{ ...part, segments, text: segments.map(({ text }) => text).join("") }];
  });
}

/** Where the file writes a text otherwise, it stays as it is. */
function cut({ text, from }: Segment, startsLine: boolean): Segment[] {
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
  for (const { 0: time, index } of text.matchAll(TIME)) {
    if (index === 0 && !startsLine) continue;
    keep(index);
    position = index + time.length;
  }
  keep(text.length);
  return kept;
}
