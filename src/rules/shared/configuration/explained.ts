/** What the author says about a setting: the comments on its line and right above it. */
import type { Place } from "../../../source/source-text.ts";

/** How many comment lines above a setting belong to it. */
const LINES_ABOVE = 10;

/** The comments at a place, one a line. */
export function explanationAt({ source, span }: Place): string {
  const line = source.positionAt(span.start).line;
  const comments = [/(?:^|\s)#(.*)$/.exec(source.lineText(line))?.[1] ?? ""];
  for (let above = line - 1; above >= Math.max(1, line - LINES_ABOVE); above--) {
    const comment = /^\s*#(.*)$/.exec(source.lineText(above));
    if (!comment) break;
    comments.push(comment[1] ?? "");
  }
  return comments.join("\n");
}

/** True when the comments at a place are words to a reader, and not settings that were commented out. */
export function isExplained(place: Place): boolean {
  return explanationAt(place)
    .split("\n")
    .some((line) => /\p{L}{2,20}[\s,]{1,3}\p{L}{2}/u.test(line) && !/^\s*(?:-\s|[\w-]+:(?:\s|$))/.test(line));
}

/** Sections nest no deeper, and their headings stand no further above. */
const LINES_UP = 80;

/** The comments above the sections a setting stands in, down from its own line; those of the file's top level excluded. */
export function explanationOfSections({ source, span }: Place): string {
  const line = source.positionAt(span.start).line;
  let indentation = indentationOf(source.lineText(line));
  const comments: string[] = [];
  for (let above = line - 1; above >= Math.max(1, line - LINES_UP) && indentation > 0; above--) {
    const text = source.lineText(above);
    if (/^\s*(?:#|$)/.test(text) || indentationOf(text) >= indentation) continue;
    indentation = indentationOf(text);
    const start = source.lineStart(above);
    if (indentation > 0) comments.push(explanationAt({ source, span: { start, end: start } }));
  }
  return comments.join("\n");
}

function indentationOf(text: string): number {
  return text.length - text.trimStart().length;
}
