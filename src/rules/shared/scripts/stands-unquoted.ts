/** Whether an edit may write quotes into a script. */
import type { ShellScript } from "../../../documents/shell/shell-script.ts";

/** True for files and blocks; in a quoted scalar or string of another language a quote would end that. */
export function standsUnquoted({ source, span }: ShellScript): boolean {
  return !/["']/.test(source.text.slice(Math.max(0, span.start - 1), span.start + 1));
}
