/** Where in our code an error came from, without its message, which may quote a reviewed file. */

/** Innermost frames first; empty for what is no Error. */
export function traceOf(error: unknown, frames = 5): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, frames)
    .join("\n");
}
