/** Characters that change what a reader sees without being seen: bidi controls, zero-width, control codes. */
import type { Span } from "./span.ts";

/**
 * Bidirectional embedding, override and isolate controls (the "Trojan Source" set), zero-width characters, letters without a
 * shape (fillers of Hangul, vowels of Khmer, Mongolian selectors), tags, C0/C1 controls other than tab and line breaks, and
 * variation selectors after ASCII, where they are no part of an emoji. Written as escapes so that this file stays readable.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u17b4|\u17b5|[\u180b-\u180f]|\udb40[\udc00-\udc7f]|(?<=[\u0020-\u007e])[\ufe00-\ufe0f](?!\u20e3)/g;

/** Every hidden character of a text, in order. */
export function hiddenCharacters(text: string): Span[] {
  if (text.search(HIDDEN) < 0) return []; // nearly every text
  return [...text.matchAll(HIDDEN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The text with each hidden character spelled out, such as `\u202e`, safe to show to a person. */
export function revealHidden(text: string): string {
  return text.replace(HIDDEN, (character) => character.split("").map(escaped).join(""));
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
