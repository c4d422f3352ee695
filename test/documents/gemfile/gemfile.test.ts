import { describe, expect, test } from "@jest/globals";
import { readGemfile } from "../../../src/documents/gemfile/gemfile.ts";
import { readGemfileLock } from "../../../src/documents/gemfile/gemfile-lock.ts";
import { sourceText } from "../../../src/source/source-text.ts";

function gemsOf(text: string) {
  const { gems } = readGemfile(sourceText("Gemfile", text));
  return gems.map(({ name, requirements, options }) => [
    name,
    requirements.join(" "),
    options.map((option) => `${option.name}=${text.slice(option.span.start, option.span.end)}`).join(" "),
  ]);
}

describe("a Gemfile", () => {
  test.each<[text: string, gems: string[][]]>([
    ['gem "kamal"', [["kamal", "", ""]]],
    ["gem 'kamal', '~> 2.0', '>= 2.1', require: false", [["kamal", "~> 2.0 >= 2.1", ""]]],
    ['gem("kamal", github: "a/b", branch: "c")', [["kamal", "", "github=a/b branch=c"]]],
    ['gem "kamal", :git => "https://a.b/c"', [["kamal", "", "git=https://a.b/c"]]],
    ['gem "kamal", # note, with "quotes"\n  "2.0",\n  path: "x"', [["kamal", "", "path=x"]]],
    ['# gem "kamal"\ngem "#x"\ngem "a"', [["a", "", ""]]],
    [
      'source "https://a.b" do\n  gem "a"\nend\ngem "b"',
      [
        ["a", "", "source=https://a.b"],
        ["b", "", ""],
      ],
    ],
    ['group :development do\n  gem "a"\nend', [["a", "", ""]]],
  ])("%j", (text, gems) => {
    expect(gemsOf(text)).toEqual(gems);
  });
});

test("a lock file tells version and origin of each gem", () => {
  const text = `GIT
  remote: https://github.com/someone/kamal.git
  revision: 0123
  specs:
    kamal (2.3.0)
      net-ssh (~> 7.3)

GEM
  remote: https://rubygems.org/
  specs:
    net-ssh (7.3.0)
    nokogiri (1.18.0-x86_64-linux-gnu)

DEPENDENCIES
  kamal!
`;
  const { gems } = readGemfileLock(sourceText("Gemfile.lock", text));
  const rows = gems.map(({ name, version, origin, span }) => [
    name,
    version,
    origin.kind,
    origin.remotes.map(({ address }) => address).join(),
    text.slice(span.start, span.end),
  ]);
  expect(rows).toEqual([
    ["kamal", "2.3.0", "GIT", "https://github.com/someone/kamal.git", "kamal (2.3.0)"],
    ["net-ssh", "7.3.0", "GEM", "https://rubygems.org/", "net-ssh (7.3.0)"],
    ["nokogiri", "1.18.0", "GEM", "https://rubygems.org/", "nokogiri (1.18.0-x86_64-linux-gnu)"],
  ]);
  expect(gems[0]?.origin.revision).toBe("0123");
});
