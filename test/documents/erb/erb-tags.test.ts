/** Expected values are those of Ruby's own ERB scanner with the trim mode that Kamal uses. */
import { describe, expect, test } from "@jest/globals";
import { decidedByRuby } from "../../../src/documents/erb/dynamic.ts";
import { scanErb } from "../../../src/documents/erb/erb-tags.ts";
import { renderErb } from "../../../src/documents/erb/render-erb.ts";
import { rubyBlocks } from "../../../src/documents/erb/ruby-blocks.ts";
import { readRenderedYaml } from "../../../src/documents/kamal/read-rendered-yaml.ts";
import { get, isKnown, scalarOf } from "../../../src/documents/yaml/yaml-node.ts";
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
    ["a: <%= ENV.fetch('B') { 'c' } %>", "a: c"],
    ["a: <%= ENV.fetch 'B', true %>", "a: true"],
    ["a: <%= ENV.fetch('B', nil) %>", "a: "],
    ["a: <%= ENV['B'] || 'nil' %>", "a: nil"],
    ["a: <%= 1.5 %> <%= -3 %>", "a: 1.5 -3"],
    ["a:\n<% b.each do |c| -%>\n  - d\n<% end -%>\n", "a:\n  - d\n"],
  ])("of %j is %j", (text, expected) => {
    expect(rendered(text)).toBe(expected);
  });
});

test.each([
  "010",
  "1_000",
  "1.50",
  "1e3",
  "a",
  "b.c",
  "`d`",
  "ENV",
  "ENV['A'].to_s",
  '"#{a}"',
  "ENV['A'] + 'b'",
])("%s is nothing that can be known without running it", (code) => {
  const [tag] = renderErb(sourceText("config/deploy.yml", `a: <%= ${code} %>`)).tags;
  expect(tag?.known).toBe(false);
});

describe("a value with code between its characters", () => {
  const readValue = (text: string) => {
    const read = readRenderedYaml(sourceText("config/deploy.yml", text));
    return "root" in read ? scalarOf(get(read.root, "a")) : undefined;
  };

  test.each([
    "a: <% if b %>c<% else %>d<% end %>\n",
    "a: c<% if b %>d<% end %>e\n",
    "a: |\n  c\n<% if b %>\n  d\n<% end %>\n  e\n",
    "a: c<%= d %>\n",
  ])("is unknown: %j", (text) => {
    const value = readValue(text);
    expect(value && isKnown(value)).toBe(false);
    expect(value && decidedByRuby(value)).toMatch(/^decided by Ruby at line \d$/);
  });

  test.each([
    "<% if b %>\na: c\n<% end %>\n",
    "a: |\n  c\n<% end %>\n",
    "a: c <%# comment %>\n",
    "a: <%= ENV.fetch('B', 'c') %>\n",
    "<% b %>a: c<% d %>\n",
  ])("is known when the code stands around it: %j", (text) => {
    const value = readValue(text);
    expect(value && isKnown(value)).toBe(true);
    expect(value && decidedByRuby(value)).toBeUndefined();
  });
});

describe("blocks of Ruby", () => {
  const blocks = (text: string) =>
    rubyBlocks(renderErb(sourceText("config/deploy.yml", text))).map(({ start, end }) =>
      text.slice(start, end),
    );

  test.each([
    ["<% if a %>b<% end %>c", ["<% if a %>b<% end %>"]],
    ["<% a.each do |b| %>c<% end %>", ["<% a.each do |b| %>c<% end %>"]],
    ["<% a.map { |b| %>c<% } %>", ["<% a.map { |b| %>c<% } %>"]],
    ["<% if a %>b<% else %>c<% end %>d", ["<% if a %>b<% else %>c<% end %>"]],
    ["<% if a %><% b.each do %>c<% end %><% end %>d", ["<% if a %><% b.each do %>c<% end %><% end %>"]],
    ["<% x = if a then 1 else 2 end %>b", []],
    ["<% require 'yaml' %>b<%= c %>", []],
    ["<% unless a %>b", ["<% unless a %>b"]],
    ["<% a if b %>c", []],
    ["<% end %>c", []],
    [
      "<%\n  # comment\n  hosts.each do |h| %>c<% end # of hosts %>",
      ["<%\n  # comment\n  hosts.each do |h| %>c<% end # of hosts %>"],
    ],
  ])("of %j are %j", (text, expected) => {
    expect(blocks(text)).toEqual(expected);
  });
});
