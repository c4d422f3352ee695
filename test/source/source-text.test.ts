import { describe, expect, test } from "@jest/globals";
import { decodeFile, MAX_FILE_BYTES } from "../../src/source/decode.ts";
import { deriveText } from "../../src/source/derived-text.ts";
import { hiddenCharacters, revealHidden } from "../../src/source/hidden-characters.ts";
import { sourceText } from "../../src/source/source-text.ts";

describe("lines of a text", () => {
  test.each([
    ["LF", "a\nbc\n", 2],
    ["CRLF", "a\r\nbc\r\n", 2],
    ["a lone CR", "a\rbc\r", 2],
    ["no line break at the end", "a\nbc", 2],
    ["nothing at all", "", 1],
    ["only line breaks", "\n\n", 2],
  ])("end with %s", (_, text, count) => {
    expect(sourceText("f", text).lineCount).toBe(count);
  });

  test("are found by offset, with columns from 1 in UTF-16 units", () => {
    const source = sourceText("f", "ä\r\n\tb😀c");
    expect(source.positionAt(source.text.indexOf("b"))).toEqual({ line: 2, column: 2 });
    expect(source.positionAt(source.text.indexOf("c"))).toEqual({ line: 2, column: 5 });
    expect(source.lineText(2)).toBe("\tb😀c");
    expect(source.positionAt(10_000)).toEqual({ line: 2, column: 6 });
  });

  test("do not count a byte order mark", () => {
    const source = sourceText("f", "\ufeffservice: x");
    expect([source.hasByteOrderMark, source.positionAt(0), source.lineText(1)]).toEqual([
      true,
      { line: 1, column: 1 },
      "service: x",
    ]);
  });
});

describe("decoding", () => {
  const decode = (content: Uint8Array) => decodeFile({ path: "f", mode: "100644", content });

  test("refuses what is no UTF-8 text, with the reason", () => {
    expect(decode(new Uint8Array([0x61, 0xff]))).toEqual({ reason: "is not valid UTF-8 text" });
    expect(decode(new Uint8Array([0x61, 0x00]))).toMatchObject({ reason: expect.stringContaining("binary") });
    expect(decode(new Uint8Array(MAX_FILE_BYTES + 1).fill(0x61))).toMatchObject({
      reason: expect.stringContaining("larger than"),
    });
  });
});

describe("a derived text", () => {
  const source = sourceText("f", "key: <%= x %>-tail");
  const derived = deriveText(source, [
    { text: "key: ", from: { start: 0, end: 5 } },
    { text: "VALUE", from: { start: 5, end: 13 } },
    { text: "-tail", from: { start: 13, end: 18 } },
  ]);

  test("leads copied characters back one by one", () => {
    expect(derived.toSource({ start: 11, end: 15 })).toEqual({ start: 14, end: 18 });
  });

  test("leads any part of a replaced piece back to the whole piece", () => {
    expect(derived.toSource({ start: 6, end: 8 })).toEqual({ start: 5, end: 13 });
    expect(derived.toSource({ start: 5, end: 15 })).toEqual({ start: 5, end: 18 });
  });

  test("keeps empty ranges empty", () => {
    expect(derived.toSource({ start: 3, end: 3 })).toEqual({ start: 3, end: 3 });
  });
});

test("hidden characters are found and can be spelled out", () => {
  const text = "a\u202eb\u200bc\u0007";
  expect(hiddenCharacters(text)).toEqual([
    { start: 1, end: 2 },
    { start: 3, end: 4 },
    { start: 5, end: 6 },
  ]);
  expect(revealHidden(text)).toBe("a\\u202eb\\u200bc\\u0007");
});
