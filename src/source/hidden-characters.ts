/** Characters that change what a reader sees without being seen: bidi controls, zero-width, control codes. */
import type { Span } from "./span.ts";

/**
 * Bidirectional embedding, override and isolate controls (the "Trojan Source" set), zero-width characters,
 * and C0/C1 controls other than tab and line breaks. Written as escapes so that this file stays readable.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Every hidden character of a text, in order. */
export function hiddenCharacters(text: string): Span[] {
  return [...text.matchAll(HIDDEN)].map((match) => ({ start: match.index, end: match.index + 1 }));
}

/** The text with each hidden character spelled out, such as `\u202e`, safe to show to a person. */
export function revealHidden(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
