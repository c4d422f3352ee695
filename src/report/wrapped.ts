/** Prose in lines that fit a terminal. */

/** Breaks a line between words; those after the first start with the indent. Words that are longer than a line stand alone. */
export function wrapped(line: string, columns: number, indent: string): string {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + word.length >= columns) {
      lines.push(current);
      current = indent + word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current].join("\n");
}
