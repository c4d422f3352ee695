/** `rules` and `explain`, with the pages as they come with the package. */
import { describe, expect, test } from "@jest/globals";
import { UsageError } from "../../src/cli/exit.ts";
import { explain, listRules } from "../../src/cli/explain.ts";
import { RULES } from "../../src/rules/index.ts";

function terminal() {
  const written: string[] = [];
  return {
    written,
    write: (text: string) => written.push(text),
    paint: (_: string, text: string) => text,
  };
}

describe("kamal-review rules", () => {
  test("lists every rule in a line of its own", () => {
    const out = terminal();
    listRules([], out);
    const ids = out.written
      .join("")
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]);
    expect(ids).toEqual(RULES.map((rule) => rule.id));
  });

  test("shows one category only when asked", () => {
    const out = terminal();
    listRules(["--category", "ssh"], out);
    const lines = out.written.join("").trim().split("\n");
    expect(lines).toHaveLength(RULES.filter((rule) => rule.category === "ssh").length);
    expect(lines.every((line) => / ssh /.test(line))).toBe(true);
  });

  test("names the categories when it is given another", () => {
    expect(() => listRules(["--category", "ports"], terminal())).toThrow(/must be one of secrets, execution/);
  });
});

describe("kamal-review explain", () => {
  test.each(RULES.map(({ id }) => id))("has a page for %s, without Markdown's marks", async (id) => {
    const out = terminal();
    await explain([id], out);
    const text = out.written.join("");
    expect(text).toMatch(new RegExp(`^${id}\n`));
    expect(text).toContain("Why it matters");
    expect(text).not.toMatch(/^(?:#+ |<!--|```)/m);
  });

  test.each([
    [["tls"], /there is no rule tls; did you mean tls-/],
    [["../../package"], /there is no rule/],
    [[], /the id of one rule/],
    [["a", "b"], /the id of one rule/],
  ])("says what is wrong with %j", async (args, message) => {
    const failed = explain(args, terminal());
    await expect(failed).rejects.toThrow(UsageError);
    await expect(failed).rejects.toThrow(message);
  });
});
