/** Shell syntax as it is named in a message. */

/** Code between backticks; what can't stand there is named in words. */
export function shown(text: string): string {
  if (text === "`") return "a backtick";
  if (text === "\n") return "a line break";
  return `\`${text.slice(0, 40)}\``;
}
