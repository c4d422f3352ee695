/** Patterns that let nothing pass a shell could misread. */

/** Characters that end a word or start something in a shell, or leave a folder. */
const DANGEROUS = /[\s;&|$`<>()'"*?!#~{}]/;

/**
 * True when the pattern, as it is written, holds for the whole value and its characters are harmless. A pattern under a name
 * such as `VERSION_FORMAT` is taken for one.
 */
export function isStrictPattern(written: string, whole = false, fromStart = false): boolean {
  if (/^[A-Z][A-Z0-9_]+$/.test(written)) return true;
  const pattern = written.replace(/^(?:r?["']|\/|%r\{)/, "").replace(/(?:["']|\/\w*|\}\w*)$/, "");
  const starts = whole || fromStart || /^(?:\^|\\A)/.test(pattern);
  const ends = whole || /(?:\$|\\[zZ])$/.test(pattern);
  if (!starts || !ends) return false;
  const inner = pattern.replace(/^(?:\^|\\A)/, "").replace(/(?:\$|\\[zZ])$/, "");
  return !letsAnythingPass(inner);
}

/** True for a pattern between `^` and `$`, which in Ruby are the ends of a line: others may follow. */
export function isOfLine(written: string): boolean {
  return /^(?:\/|%r\{)\^|\$(?:\/\w*|\}\w*)$/.test(written);
}

function letsAnythingPass(pattern: string): boolean {
  const withoutClasses = pattern.replace(/\[((?:[^\]\\]|\\.)*)\]/g, (_, inside: string) =>
    inside.startsWith("^") || /\\[SWDs]/.test(inside) || DANGEROUS.test(inside.replace(/\\(.)/g, "$1"))
      ? "."
      : "a",
  );
  return /\\[SWDs]|[^\\]\.|^\.|\|\s*$|^\s*\|/.test(withoutClasses.replace(/\\\./g, "d"));
}
