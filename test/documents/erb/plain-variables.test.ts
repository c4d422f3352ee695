/** Which variables of a file's Ruby are known, and what tags print with them. */
import { expect, test } from "@jest/globals";
import { renderErb } from "../../../src/documents/erb/render-erb.ts";
import { sourceText } from "../../../src/source/source-text.ts";

function rendered(text: string): string {
  return renderErb(sourceText("config/deploy.yml", text))
    .derived.text.replaceAll("\ue000erb\ue000", "?")
    .trim();
}

test.each([
  [`<% host = "web.acme.io" %><%= host %>`, "web.acme.io"],
  [`<% HOST = 'web.acme.io' %><%= HOST %>`, "web.acme.io"],
  [`<% a = "acme"; b = "shop" %><%= a %>/<%= b %>`, "acme/shop"],
  [`<% a = "acme"\n   b = 5432 %><%= "#{a}:#{b}" %>`, "acme:5432"],
  [`<% a = "acme" %><%= a + "/shop" %>`, "acme/shop"],
  [`<% a = "ac" + "me" %><%= ["#{a}", "shop"].join("/") %>`, "acme/shop"],
  [`<% a = ENV.fetch("ORG", "acme") %><%= a %>`, "acme"],
  [`<% if ENV["EU"] %><% a = "acme" %><% end %><%= a %>`, "acme"],
  [`<% a = "acme" %><%= 'a' + "a" %>`, "aa"],
])("%s prints what the variable holds", (text, output) => {
  expect(rendered(text)).toBe(output);
});

test.each([
  ["is set twice", `<% a = "x" %><% a = "y" %><%= a %>`],
  ["gets a default later", `<% a = "x" %><% a ||= "y" %><%= a %>`],
  ["is added to", `<% a = "x" %><% a << "y" %><%= a %>`],
  ["is changed in place", `<% a = "x" %><% a.gsub!("x", "y") %><%= a %>`],
  ["is the name of a block's parameter", `<% a = "x" %><% [1].each do |a| %><%= a %><% end %>`],
  ["is set by a command", `<% a = \`hostname\`.strip %><%= a %>`],
  ["is a method's name elsewhere", `<% a = "x" %><%= config.a %>`],
  ["is called", `<% a = "x" %><%= a("y") %>`],
  ["is only compared", `<% a == "x" %><%= a %>`],
])("a variable that %s is not known", (_, text) => {
  expect(rendered(text)).toBe("?");
});

test("a text with quotes in it is known by itself only", () => {
  expect(rendered(`<% a = "it's" %><%= a %> <%= "#{a}!" %>`)).toBe("it's ?");
});
