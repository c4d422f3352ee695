import { describe, expect, test } from "@jest/globals";
import { hiddenCharacters, revealHidden } from "../../src/source/hidden-characters.ts";

describe("characters that nobody sees", () => {
  test.each([
    ["a turned direction", "a\u202eb", "a\\u202eb"],
    ["a character without width", "a\u200bb", "a\\u200bb"],
    ["a terminal's control", "a\u009b2J", "a\\u009b2J"],
    ["a filler", "env\u3164", "env\\u3164"],
    ["a tag", "env\u{e0061}", "env\\udb40\\udc61"],
    ["a variation of a letter", "env\ufe0f", "env\\ufe0f"],
  ])("are found and spelled out: %s", (_, text, shown) => {
    expect(hiddenCharacters(text)).toHaveLength(1);
    expect(revealHidden(text)).toBe(shown);
  });

  test.each(["tab\tand\r\nline", "⚠️ ❤️ 1️⃣", "ümlaut é 日本"])("are not what people write: %s", (text) => {
    expect(hiddenCharacters(text)).toEqual([]);
    expect(revealHidden(text)).toBe(text);
  });
});
