/** A page of docs/rules for a terminal: the Markdown that our generator writes, not Markdown in general. */
import type { Paint } from "../report/terminal.ts";
import { wrapped } from "../report/wrapped.ts";

/** The page as text, with the headings, code and addresses set off. */
export function pageAtTerminal(page: string, paint: Paint): string {
  let fence: string | undefined;
  const lines = page.split("\n").flatMap((line) => {
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark === fence)) {
      fence = fence === undefined ? mark : undefined;
      return [];
    }
    return [fence === undefined ? prose(line, paint) : paint("dim", `  | ${line}`).trimEnd()];
  });
  const text = lines.filter((line) => !line.startsWith("<!--")).join("\n");
  return `${text.replace(/\n{3,}/g, "\n\n").trim()}\n`;
}

/** A person can't read past this many characters in a line. */
const WIDTH = 100;

function prose(line: string, paint: Paint): string {
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return paint("bold", heading);
  const indent = line.startsWith("- ") ? "  " : "";
  return wrapped(line, WIDTH, indent)
    .replace(/<(https:[^>]*)>/g, (_, address: string) => paint("cyan", address))
    .replace(/`([^`\n]+)`/g, (_, code: string) => paint("cyan", code));
}
