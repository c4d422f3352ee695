/** Whether the author said why: a comment on the line of a setting or right above it. */
import type { Place } from "../../source/source-text.ts";

/** How many comment lines above a setting belong to it. */
const LINES_ABOVE = 6;

/** True when a comment at a place matches. */
export function isExplained({ source, span }: Place, reason: RegExp): boolean {
  const line = source.positionAt(span.start).line;
  const comments = [/(?:^|\s)#(.*)$/.exec(source.lineText(line))?.[1] ?? ""];
  for (let above = line - 1; above >= Math.max(1, line - LINES_ABOVE); above--) {
    const comment = /^\s*#(.*)$/.exec(source.lineText(above));
    if (!comment) break;
    comments.push(comment[1] ?? "");
  }
  return reason.test(comments.join("\n"));
}
