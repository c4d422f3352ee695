/** How far a line is indented, in characters of any white space. */
export function indentOf(raw: string): number {
  return raw.length - raw.trimStart().length;
}
