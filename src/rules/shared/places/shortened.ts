/** Text of a file inside a sentence. */

/** Longest text that still reads well within a sentence. */
const LONGEST = 80;

/** One line, not too long, without backticks, which would end the code it stands in. */
export function shortened(text: string): string {
  const line = text
    .slice(0, LONGEST * 2)
    .replace(/\s+/g, " ")
    .replaceAll("`", "'");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
