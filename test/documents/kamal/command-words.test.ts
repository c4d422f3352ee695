import { describe, expect, test } from "@jest/globals";
import { commandWords } from "../../../src/documents/kamal/command-words.ts";

describe("the words of a command line", () => {
  test("are without quotes and operators, with variables as they stand", () => {
    expect(commandWords(`redis-server --requirepass "$PASS" | tee 'a b'`)).toEqual([
      "redis-server",
      "--requirepass",
      "$PASS",
      "tee",
      "a b",
    ]);
  });

  test.each([`run ${"$"}{A --flag`, `run ${"$"}{} --flag`, `run "${"$"}{A:-${"$"}{B} --flag`])(
    "are still seen beside a substitution that no shell takes: %s",
    (text) => {
      expect(commandWords(text).join(" ")).toContain("--flag");
    },
  );
});
