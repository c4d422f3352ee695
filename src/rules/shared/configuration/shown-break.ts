/** Shell syntax as it is named in a message. */

/** Code between backticks; what can't stand there is named in words. Of `${NAME:-default}`, the default may be a secret. */
export function shown(text: string): string {
  if (text === "`") return "a backtick";
  if (text === "\n") return "a line break";
  const name = /^\$\{(\w{1,60})/.exec(text)?.[1];
  return name === undefined ? `\`${text.slice(0, 40)}\`` : `\`\${${name}}\``;
}
