import { describe, expect, test } from "@jest/globals";
import { renderErb } from "../../../src/documents/erb/render-erb.ts";
import { readRenderedYaml } from "../../../src/documents/kamal/read-rendered-yaml.ts";
import { isYamlTrouble, MAX_DEPTH, parseYaml } from "../../../src/documents/yaml/parse-yaml.ts";
import {
  dig,
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  writtenScalars,
  type YamlNode,
} from "../../../src/documents/yaml/yaml-node.ts";
import type { YamlTrouble } from "../../../src/documents/yaml/yaml-trouble.ts";
import { sourceText } from "../../../src/source/source-text.ts";

function parse(text: string): YamlNode | undefined {
  const parsed = readRenderedYaml(sourceText("config/deploy.yml", text));
  if (!("rendered" in parsed)) throw new Error(parsed.reason);
  return parsed.root;
}

function trouble(text: string): YamlTrouble {
  const parsed = parseYaml(renderErb(sourceText("config/deploy.yml", text)));
  if (!isYamlTrouble(parsed)) throw new Error("expected trouble");
  return parsed;
}

/** The text a node was written as. */
function written(node: YamlNode | undefined): string {
  return node ? node.source.text.slice(node.span.start, node.span.end) : "";
}

test.each(["\r", "\u0085", "\u2028", "\u2029"])(
  "the line break %j ends a comment, as libyaml has it",
  (lineBreak) => {
    const root = parse(`a: 1 # seen${lineBreak}b: c\nd: e\n`);
    expect(entriesOf(root).map(({ key }) => key.text)).toEqual(["a", "b", "d"]);
    expect(written(get(root, "b"))).toBe("c");
  },
);

test("a byte order mark at the start of a line is a blank, as libyaml has it", () => {
  expect(written(dig(parse("a:\n\ufeffb: c\n"), "a", "b"))).toBe("c");
});

test.each([
  ["single", "a:\n    b: 'it''\n  c: d'\n"],
  ["double", 'a:\n    b: "it\\"\n  c: d"\n'],
])("a text in %s quotes that seems to end where it does not is no YAML", (_, text) => {
  expect(trouble(text).reason).toContain("closing quote");
});

test.each(['"<<"', "'<<'", "! <<", "!foo <<", "!!merge <<"])("%s merges as << does", (key) => {
  expect(written(dig(parse(`x: &x {a: 1}\ny:\n  ${key}: *x\n`), "y", "a"))).toBe("1");
});

test("what Ruby prints with a line break in it is read as the YAML it becomes", () => {
  const root = parse(`${String.raw`a: 1 <%= "\nb: c" %>`}\n`);
  expect(entriesOf(root).map(({ key }) => key.text)).toEqual(["a", "b"]);
});

test("a text in base64 is read as Psych decodes it", () => {
  expect(entriesOf(parse("!!binary cHJpdmlsZWdlZA==: true\n")).map(({ key }) => key.text)).toEqual([
    "privileged",
  ]);
});

describe("a value knows where it was written", () => {
  test.each([
    ["plain", "a: b c # comment", "b c"],
    ["quoted", 'a: "b # c"  ', '"b # c"'],
    ["a block", "a: |-\n  b\n  c\n\n\nd: e", "|-\n  b\n  c"],
    ["over several lines", "a: b\n  c\nd: e", "b\n  c"],
    ["with CRLF", "a: b\r\nd: e\r\n", "b"],
    ["after tabs", "a:\tb\t# c", "b"],
    ["with a tag", "a: !!str 0042", "0042"],
  ])("%s", (_, text, expected) => {
    expect(written(get(parse(text), "a"))).toBe(expected);
  });

  test("through an alias and a merge key", () => {
    const root = parse("x-all: &all\n  memory: 1g\nweb:\n  <<: *all\n  user: app\njob: *all\n");
    expect(scalarOf(dig(root, "web", "memory"))?.anchor).toBe("x-all.memory");
    expect(dig(root, "web", "memory")).toBe(dig(root, "job", "memory"));
    expect(entriesOf(get(root, "web")).map(({ merged }) => merged)).toEqual([true, false]);
  });

  test("by a key path that does not count list items", () => {
    const root = parse("accessories:\n  db:\n    volumes: [a, b]\n");
    expect(itemsOf(dig(root, "accessories", "db", "volumes")).map(({ anchor }) => anchor)).toEqual(
      Array(2).fill("accessories.db.volumes[]"),
    );
  });

  test("as ERB wrote it", () => {
    const root = parse('host: <%= ENV.fetch("HOST", "a.example") %>:<%= port %>\n');
    const host = scalarOf(get(root, "host"));
    expect(written(host)).toBe('<%= ENV.fetch("HOST", "a.example") %>:<%= port %>');
    expect(host?.tags.map(({ known }) => known)).toEqual([true, false]);
  });
});

describe("Psych's reading is followed", () => {
  test("the last of equal keys wins, in the place of the first, and the others stay known", () => {
    const root = parse("a: 1\nb: 2\na: 3\n");
    expect(entriesOf(root).map(({ key, value }) => [key.text, scalarOf(value)?.text])).toEqual([
      ["a", "3"],
      ["b", "2"],
    ]);
    expect(root?.kind === "map" && root.written.length).toBe(3);
  });

  test("a merge key overrides what stands before it and is overridden by what follows", () => {
    const root = parse("base: &b { x: 1, y: 1 }\nmap:\n  x: 0\n  <<: *b\n  y: 2\n");
    expect(entriesOf(get(root, "map")).map(({ key, value }) => [key.text, scalarOf(value)?.text])).toEqual([
      ["x", "1"],
      ["y", "2"],
    ]);
  });

  test("of several merged maps the first wins", () => {
    const root = parse("a: &a { x: 1 }\nb: &b { x: 2, z: 2 }\nmap: { <<: [*a, *b] }\n");
    expect(scalarOf(dig(root, "map", "x"))?.text).toBe("1");
    expect(scalarOf(dig(root, "map", "z"))?.text).toBe("2");
  });

  test("a key without a value is null, a quoted number a string", () => {
    const root = parse("a:\nb: '80'\nc: 80\n");
    expect(["a", "b", "c"].map((key) => (get(root, key) as { type: string }).type)).toEqual([
      "null",
      "string",
      "integer",
    ]);
  });

  test("object tags are named, never built", () => {
    expect(parse("a: !ruby/object:Gem::Requirement x")).toMatchObject({
      entries: [{ value: { type: "object", tag: "!ruby/object:Gem::Requirement" } }],
    });
  });

  test.each([
    ["!!str 0042", "string", "0042"],
    ["! 0042", "string", "0042"],
    ["!!int '3'", "integer", "3"],
    ["!!float 3", "float", "3.0"],
    ["!!bool 'yes'", "boolean", "true"],
    ["!own 'off'", "boolean", "false"],
    ["!ruby/symbol verbose", "symbol", "verbose"],
    ["!ruby/regexp /a/", "object", "/a/"],
    ["!binary aGVsbG8=", "string", "hello"],
  ])("the tag of %s makes it a %s", (text, type, value) => {
    expect(get(parse(`a: ${text}\n`), "a")).toMatchObject({ type, text: value });
  });

  test("nothing after a dash or a key is null, and stands at the dash or the key", () => {
    const root = parse("list:\n  - a\n  -\nempty:\n");
    expect(written(itemsOf(get(root, "list"))[1])).toBe("-");
    expect(written(get(root, "empty"))).toBe("empty");
  });

  test("brackets may close at any indentation", () => {
    expect(
      scalarOf(
        itemsOf(
          dig(parse("registry:\n  password: [\n    NAME\n]\n  username: a\n"), "registry", "password"),
        )[0],
      )?.text,
    ).toBe("NAME");
  });

  test("only the first document counts", () => {
    expect(entriesOf(parse("a: 1\n---\nb: [\n"))).toHaveLength(1);
    expect(parse("# only a comment\n")).toBeUndefined();
  });
});

describe("what is no YAML is told in one sentence, without a word of the file", () => {
  test.each([
    ["an open bracket", "a: [canary\n", "lacks a character|indented"],
    ["an open quote", 'a: "canary\n', "lacks a character"],
    ["a tab as indentation", "a:\n\t- canary\n", "tab"],
    ["a value that needs quotes", "a: @canary\n", "character that needs quotes"],
    ["a line without a colon", "a: 1\ncanary\nb: 2\n", "without a colon"],
    ["an alias to nothing", "a: *canary\n", "not defined before it"],
    ["an alias to its own map", "a: &canary\n  b: *canary\n", "contains the alias itself"],
  ])("%s", (_, text, reason) => {
    expect(trouble(text).reason).toMatch(new RegExp(reason));
    expect(trouble(text).reason).not.toContain("canary");
  });
});

test("a quote that is never closed is shown where it opens", () => {
  expect(trouble('a: b\nc: "canary\nd: e\n').span.start).toBe(8);
});

describe("no text makes parsing hang or crash", () => {
  test.each([
    ["brackets", "[".repeat(50_000)],
    ["closed brackets", `a: ${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["dashes", "- ".repeat(50_000)],
    ["question marks", "? ".repeat(20_000)],
    ["keys in keys", "a: ".repeat(50_000)],
    ["indentation", Array.from({ length: 1_400 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
  ])("nested %s", (_, text) => {
    expect(trouble(text).reason).toMatch(/nested more than|not valid YAML/);
  });

  test(`nesting of ${MAX_DEPTH / 2} levels is still read`, () => {
    expect(parse(`a: ${"[".repeat(MAX_DEPTH / 2)}${"]".repeat(MAX_DEPTH / 2)}`)).toBeDefined();
  });

  test("a merge bomb", () => {
    const maps = Array.from({ length: 5_000 }, (_, i) =>
      `m${i}: &m${i}\n  k${i}: 1\n  <<: *m${Math.max(0, i - 1)}`.replace(
        "  <<: *m0",
        i === 0 ? "" : "  <<: *m0",
      ),
    );
    expect(trouble(maps.join("\n")).reason).toContain("merge keys");
  });

  test("aliases that would unfold without end are visited where they are written", () => {
    const lines = [
      "a0: &a0 [x]",
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`),
    ];
    const root = parse(lines.join("\n"));
    expect(root && [...writtenScalars(root)].length).toBe(32);
  });
});
