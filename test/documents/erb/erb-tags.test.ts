/** Expected values are those of Ruby's own ERB scanner with the trim mode that Kamal uses. */
import { describe, expect, test } from "@jest/globals";
import { scanErb } from "../../../src/documents/erb/erb-tags.ts";
import { renderErb } from "../../../src/documents/erb/render-erb.ts";
import { sourceText } from "../../../src/source/source-text.ts";

function tagsOf(text: string): string[] {
  return scanErb(text).tags.map(({ kind, code }) => `${kind}:${text.slice(code.start, code.end)}`);
}

function rendered(text: string): string {
  return renderErb(sourceText("config/deploy.yml", text)).derived.text;
}

describe("tags", () => {
  test.each<[text: string, tags: string[]]>([
    ["a <% b %> c", ["code: b "]],
    ["<%= b -%>\n", ["output: b "]],
    ["<%- b -%>", ["code: b "]],
    ["<%# b %>", ["comment: b "]],
    ["<%% b %>", ["literal:"]],
    ["<%= b %%> c %>", ["output: b %%> c "]],
    ["<% <% b %>", ["code: <% b "]],
    ["# <% b %>\n'<%= c %>'", ["code: b ", "output: c "]],
    ["<%\nb\n%>", ["code:\nb\n"]],
    ["% b\n%%>", []],
  ])("of %j", (text, tags) => {
    expect(tagsOf(text)).toEqual(tags);
  });

  test("that are never closed end the scan", () => {
    expect(scanErb("a <%= b %> <% c").unclosed).toBe(11);
    expect(scanErb("a <%= b %%>").unclosed).toBe(2);
  });
});

describe("what is printed", () => {
  test.each([
    ["a\n  <%- b -%>\nc", "a\nc"],
    ["a <% b %>\nc", "a \nc"],
    ["a <%- b %>c", "a c"],
    ["<% b %>  <%- c -%>\nd", "d"],
    ["a <%% b %>", "a <% b %>"],
    ["a: <%= ENV['B'] || 'c' %>", "a: c"],
    ["a: <%= ENV.fetch('B', 3) %>", "a: 3"],
    ["a: <%= 'b' %>\r\n", "a: b\r\n"],
    ["a <%# b -%>\r\nc", "a c"],
  ])("of %j is %j", (text, expected) => {
    expect(rendered(text)).toBe(expected);
  });
});
