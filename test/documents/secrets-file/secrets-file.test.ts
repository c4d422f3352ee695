/** Expected values are those of dotenv 3.2.0's own pattern, except where a test says that we read more on purpose. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dollar signs are what these tests are about
import { describe, expect, test } from "@jest/globals";
import { parseSecretsFile } from "../../../src/documents/secrets-file/secrets-file.ts";
import { sourceText } from "../../../src/source/source-text.ts";

type Row = [name: string, quotes: "none" | "single" | "double", value: string];

function rowsOf(text: string): Row[] {
  const { assignments } = parseSecretsFile(sourceText(".kamal/secrets", text));
  return assignments.map(({ name, quotes, value }) => [name, quotes, value]);
}

function referencesOf(text: string): string[] {
  const { assignments } = parseSecretsFile(sourceText(".kamal/secrets", text));
  return assignments.flatMap(({ references }) =>
    references.map(({ kind, content }) => `${kind} ${text.slice(content.start, content.end)}`),
  );
}

describe("assignments", () => {
  test.each<[text: string, rows: Row[]]>([
    ["A=b", [["A", "none", "b"]]],
    ["  export\tA = b c \n", [["A", "none", "b c"]]],
    ["A: b\nB:c\n", [["A", "none", "b"]]],
    [
      "A='b' # c\nB=\"d\"\n",
      [
        ["A", "single", "b"],
        ["B", "double", "d"],
      ],
    ],
    [
      'A="b\nc"\nB=d',
      [
        ["A", "double", "b\nc"],
        ["B", "none", "d"],
      ],
    ],
    ["A=b # c", [["A", "none", "b"]]],
    ["A='b' c", [["A", "none", "'b' c"]]],
    ["A='b' 'c'", [["A", "single", "b' 'c"]]],
    ['A="b', [["A", "none", '"b']]],
    [
      "A=b\r\nB=c\rC=d",
      [
        ["A", "none", "b"],
        ["B", "none", "c"],
        ["C", "none", "d"],
      ],
    ],
    [
      "A\n# c\nB # d\nnot a name\n",
      [
        ["A", "none", ""],
        ["B", "none", ""],
      ],
    ],
    ["A.b=c\nD-e=f\n", [["A.b", "none", "c"]]],
  ])("reads %j", (text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  test("may go on where nobody would look for them", () => {
    expect(rowsOf("A\n\n=b")).toEqual([["A", "none", "b"]]);
    expect(rowsOf("A=\n\n  'b'\nC=d")).toEqual([
      ["A", "single", "b"],
      ["C", "none", "d"],
    ]);
    expect(rowsOf("A:\nB=c\nD=e")).toEqual([
      ["A", "none", "B=c"],
      ["D", "none", "e"],
    ]);
    expect(rowsOf("export\nA=b")).toEqual([["A", "none", "b"]]);
    expect(rowsOf("\fA=b")).toEqual([["A", "none", "b"]]);
  });

  test("end at the last quote that can end them", () => {
    expect(rowsOf('A="b\\\\"\n$(c)"\nD=e')).toEqual([
      ["A", "double", 'b\\\\"\n$(c)'],
      ["D", "none", "e"],
    ]);
    expect(rowsOf("A='it\\'s'\nB=c")).toEqual([
      ["A", "single", "it\\'s"],
      ["B", "none", "c"],
    ]);
  });

  test("keep a # without a blank before it, which dotenv cuts off, since it belongs to the secret", () => {
    expect(rowsOf("A=b#c")).toEqual([["A", "none", "b#c"]]);
  });

  test("exported without a value are an error of Kamal's, not a value", () => {
    expect(rowsOf("export A\n")).toEqual([]);
  });

  test("know their places", () => {
    const text = 'A=1\n export B = "x\ny" # c\n';
    const [, second] = parseSecretsFile(sourceText(".kamal/secrets", text)).assignments;
    expect(text.slice(second?.nameSpan.start, second?.nameSpan.end)).toBe("B");
    expect(text.slice(second?.valueSpan.start, second?.valueSpan.end)).toBe("x\ny");
  });
});

describe("references", () => {
  test.each<[text: string, references: string[]]>([
    ["A=$B", ["variable B"]],
    ["A=${B}-$C_1", ["variable B", "variable C_1"]],
    ["A=\"$(op read 'a b')\"", ["command op read 'a b'"]],
    ["A=$(a $(b \\( c))", ["command a $(b \\( c)"]],
    ["A='$B $(c)'", []],
    ["A=\\$B\\$(c)", []],
    ['A=<%= ENV["B"] %>', ['ruby = ENV["B"] ']],
    ["A=$", []],
    ["A=$(b\nC=$(d)", ["command d"]],
    ['A=\n"$(b)"', ["command b"]],
  ])("are found in %j", (text, references) => {
    expect(referencesOf(text)).toEqual(references);
  });

  test.each([
    ["A=${B:-c}", "c"],
    ["A=${B-c d}", "c d"],
    ["A=${B:=}", undefined],
    ["A=${B:?must be set}", undefined],
    ["A=${B}", undefined],
  ])("have a default in %j: %j", (text, fallback) => {
    const [assignment] = parseSecretsFile(sourceText(".kamal/secrets", text)).assignments;
    const span = assignment?.references[0]?.fallback;
    expect(span && text.slice(span.start, span.end)).toBe(fallback);
  });
});
