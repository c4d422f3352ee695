import { describe, expect, test } from "@jest/globals";
import { codeBlock, inlineCode, sentence } from "../../src/report/markdown.ts";

describe("text from a repository in our Markdown", () => {
  test("can't close a code span", () => {
    expect(inlineCode("a`b``c")).toBe("```a`b``c```");
    expect(inlineCode("`")).toBe("`` ` ``");
  });

  test("can't mention, refer, link or start markup in a sentence", () => {
    const hostile = "by @acme/security #12 ![x](http://evil.example) <b> **bold** _it_ | www.evil.example";
    const safe = sentence(hostile);
    expect(safe).not.toMatch(/@\w|#\d|:\/\/|www\./);
    expect(safe).not.toMatch(/(?<!\\)[[\]()<>*_|]/);
  });

  test("keeps our own code spans, and makes those that a name adds harmless", () => {
    expect(sentence("runs with `--privileged` here")).toBe("runs with `--privileged` here");
    expect(sentence("role a`@acme`b")).toContain("`@acme`");
  });

  test("shows characters that hide", () => {
    expect(inlineCode("a\u202eb")).toBe("`a\\u202eb`");
  });

  test("can't end a block of code", () => {
    expect(codeBlock("suggestion", "x: ```")).toBe("````suggestion\nx: ```\n````");
    expect(codeBlock("suggestion", "")).toBe("```suggestion\n```");
  });
});
