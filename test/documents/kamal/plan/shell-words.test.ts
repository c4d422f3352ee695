/** How values become words of a command, as `Kamal::Utils` of both majors makes them. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the braces of a shell
import { describe, expect, test } from "@jest/globals";
import type { RubyValue } from "../../../../src/documents/kamal/plan/ruby-value.ts";
import {
  argumentize,
  command,
  directoryOf,
  escaped,
  joinPath,
  optionize,
} from "../../../../src/documents/kamal/plan/shell-words.ts";

describe("an escaped value", () => {
  test.each([
    ['say "hi"', '"say \\"hi\\""'],
    ["cost $5 $(id) `id`", '"cost \\$5 \\$(id) \\`id\\`"'],
    ["${HOME}/bin ${open", '"${HOME}/bin \\${open"'],
    ["#{x} #$y #z", '"\\#{x} \\#\\$y #z"'],
    ["a\tb\nc\u0001\u007f\u001b", '"a\\tb\\nc\\x01\\x7F\\e"'],
    ["C:\\temp", '"C:\\\\temp"'],
  ])("%j is the same in both majors", (text, expected) => {
    expect(escaped(text, 2)).toBe(expected);
    expect(escaped(text, 1)).toBe(expected);
  });

  test("keeps text beyond ASCII outside of the quotes in Kamal 2, and writes it as numbers in Kamal 1", () => {
    expect(escaped("Zürich 😀", 2)).toBe('"Z"ü"rich "😀');
    expect(escaped("Zürich 😀", 1)).toBe('"Z\\u00FCrich \\u{1F600}"');
    expect(escaped("${é}", 2)).toBe('"\\${"é"}"');
    expect(escaped("${é}", 1)).toBe('"${\\u00E9}"');
  });

  test("is nothing when it is empty in Kamal 2, and two quotes in Kamal 1", () => {
    expect(escaped(null, 2)).toBe("");
    expect(escaped(null, 1)).toBe('""');
  });
});

describe("options and arguments", () => {
  const options: ReadonlyMap<string, RubyValue> = new Map<string, RubyValue>([
    ["init", true],
    ["privileged", false],
    ["dns", ["1.1.1.1", "9.9.9.9"]],
    ["cap-add", []],
    ["memory", null],
  ]);

  test("are flags, repeated flags, and flags that swallow what follows", () => {
    expect(command("x", ...optionize(options, 2), "image")).toBe(
      'x --init --privileged "false" --dns "1.1.1.1" --dns "9.9.9.9" --memory  image',
    );
  });

  test("have a bare name for empty values, and false only in Kamal 2", () => {
    const variables = new Map<string, RubyValue>([
      ["A", ""],
      ["B", false],
      ["C", "c"],
    ]);
    expect(argumentize("--env", variables, 2)).toEqual(["--env", "A", "--env", "B=false", "--env", 'C="c"']);
    expect(argumentize("--env", variables, 1)).toEqual(["--env", "A", "--env", "B", "--env", 'C="c"']);
  });
});

test("paths are joined and taken apart as Ruby does", () => {
  expect(joinPath("a/", "/b", "c")).toBe("a/b/c");
  expect(joinPath("/opt/k/", "env")).toBe("/opt/k/env");
  expect(directoryOf("svc/etc//x.conf")).toBe("svc/etc");
  expect(directoryOf("x.conf")).toBe(".");
});
