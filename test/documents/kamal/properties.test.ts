/** What must hold for any text: nothing throws, every place lies in its file, order does not matter, merging is associative. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mergeFiles } from "../../../src/documents/kamal/merge.ts";
import { readRenderedYaml } from "../../../src/documents/kamal/read-rendered-yaml.ts";
import { rejectionOfFile, rejectionOfRoot } from "../../../src/documents/kamal/validation/rejection-of.ts";
import { openProject, type Project } from "../../../src/documents/project.ts";
import { writtenScalars, type YamlMap, type YamlNode } from "../../../src/documents/yaml/yaml-node.ts";
import { runRules } from "../../../src/engine/run-rules.ts";
import kamalRejects from "../../../src/rules/config/kamal-rejects.ts";
import unparsable from "../../../src/rules/config/unparsable.ts";
import { type Place, sourceText } from "../../../src/source/source-text.ts";
import { FIXTURES } from "../../support/rule-fixtures.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

/** The same texts in every run, so that a failure can be had again. */
const RUNS = { seed: 20_261_125, numRuns: 150 };

function isInside({ source, span }: Place): boolean {
  return span.start >= 0 && span.start <= span.end && span.end <= source.text.length;
}

/** Everything that is made of one text, with the places it points at. */
function placesIn(text: string): Place[] {
  const source = sourceText("config/deploy.yml", text);
  const read = readRenderedYaml(source);
  const rejections = ([1, 2] as const).flatMap((version) => rejectionOfFile(source, read, { version }) ?? []);
  const places = rejections.map(({ at }) => at);
  if (!("rendered" in read)) return [...places, { source, span: read.span }];
  return [...places, ...(read.root ? writtenScalars(read.root) : [])];
}

async function project(text: string, destination = ""): Promise<Project> {
  const files = {
    "config/deploy.yml": text,
    "config/deploy.eu.yml": destination,
    ".kamal/secrets": "A=$A\n",
  };
  return openProject(
    Object.entries(files).map(([path, content]) => ({ path, mode: "100644", content: Buffer.from(content) })),
  );
}

const SCALARS = fc.oneof(
  fc.constantFrom(
    "~",
    "yes",
    "off",
    "0644",
    "8:30",
    "1_000",
    ":sym",
    "2024-01-02",
    "''",
    '"a b"',
    "a",
    "[]",
    "{}",
  ),
  fc.constantFrom(
    "<%= x %>",
    "<% if a %>b<% end %>",
    "<%= ENV['A'] || 'b' %>",
    "!ruby/object:A {}",
    "*a",
    "&a b",
    "|\n  text",
  ),
  fc.string({ maxLength: 12 }),
);

const KEYS = fc.constantFrom(
  "service",
  "image",
  "servers",
  "web",
  "hosts",
  "registry",
  "username",
  "password",
  "server",
  "env",
  "clear",
  "secret",
  "tags",
  "proxy",
  "host",
  "ssl",
  "run",
  "accessories",
  "db",
  "builder",
  "arch",
  "cache",
  "ssh",
  "aliases",
  "<<",
  ":service",
  "x-a",
  "labels",
  "options",
  "restart",
  "hooks_output",
  "output",
  "otel",
  "minimum_version",
  "no",
  "1",
  "traefik",
  "",
);

/** Text that is nearly YAML, with Kamal's keys in it. */
const NEARLY_YAML = fc
  .array(fc.tuple(fc.nat({ max: 4 }), fc.constantFrom("", "- ", "<% a.each do %>\n", "# "), KEYS, SCALARS), {
    maxLength: 25,
  })
  .map((lines) =>
    lines.map(([depth, mark, key, value]) => `${"  ".repeat(depth)}${mark}${key}: ${value}\n`).join(""),
  );

/** Every configuration among the fixtures. */
function fixtureTexts(): string[] {
  const rules = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
    .filter((path) => /deploy[^/]*\.ya?ml$/.test(path) && statSync(`${FIXTURES}${path}`).isFile())
    .map((path) => readFileSync(`${FIXTURES}${path}`, "utf8"));
  return [...new Set([...recordedVerdicts().map(({ text }) => text), ...rules])];
}

/** A text with a few pieces cut out, doubled, swapped or put in. */
const MUTATED = fc
  .tuple(
    fc.constantFrom(...fixtureTexts()),
    fc.array(
      fc.record({
        at: fc.nat(),
        length: fc.nat({ max: 30 }),
        piece: fc.oneof(
          SCALARS,
          fc.constantFrom(":", "\n", "  ", "- ", "<%", "%>", "{", "]", "'", "\t", "&a ", "*a"),
        ),
        how: fc.constantFrom("cut", "double", "replace", "insert"),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([text, changes]) => changes.reduce(mutate, text));

function mutate(text: string, change: { at: number; length: number; piece: string; how: string }): string {
  const at = change.at % (text.length + 1);
  const end = Math.min(text.length, at + change.length);
  const middle = { cut: "", double: text.slice(at, end).repeat(2), replace: change.piece }[change.how];
  if (middle === undefined) return text.slice(0, at) + change.piece + text.slice(at);
  return text.slice(0, at) + middle + text.slice(end);
}

describe("nothing throws, and every place lies in the file", () => {
  test("for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme", maxLength: 200 }), NEARLY_YAML), (text) => {
        expect(placesIn(text).every(isInside)).toBe(true);
      }),
      { ...RUNS, numRuns: 500 },
    );
  });

  test("for changed fixtures", () => {
    fc.assert(
      fc.property(MUTATED, (text) => {
        expect(placesIn(text).every(isInside)).toBe(true);
      }),
      { ...RUNS, numRuns: 500 },
    );
  });

  test("for whole projects, in which no rule crashes either", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(MUTATED, NEARLY_YAML),
        fc.oneof(NEARLY_YAML, MUTATED),
        async (base, destination) => {
          const opened = await project(base, destination);
          expect(opened.documents.filter((document) => "trace" in document)).toEqual([]);
          const { findings, crashes } = runRules(opened, [kamalRejects, unparsable]);
          expect(crashes).toEqual([]);
          const lengths = new Map([
            ["config/deploy.yml", base.length],
            ["config/deploy.eu.yml", destination.length],
          ]);
          for (const { path, span } of findings) expect(span.end).toBeLessThanOrEqual(lengths.get(path) ?? 0);
        },
      ),
      RUNS,
    );
  });
});

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const LEAF: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom("a", "b"),
  fc.array(fc.constantFrom("a", "b")),
);

/** Names that start with m are always maps, so that no two files give one key two kinds of value. */
function mapOf(inner: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const leaves = fc.dictionary(fc.constantFrom("a", "b", "c"), LEAF, { maxKeys: 3 });
  const maps = fc.dictionary(fc.constantFrom("m1", "m2"), inner, { maxKeys: 2 });
  return fc.tuple(leaves, maps).map(([some, more]) => ({ ...some, ...more }));
}

const TREE: fc.Arbitrary<Value> = mapOf(mapOf(mapOf(fc.constant({}))));

function rootOf(value: Value): YamlMap {
  const read = readRenderedYaml(sourceText("config/deploy.yml", JSON.stringify(value)));
  if (!("root" in read) || read.root?.kind !== "map") throw new Error("a map was expected");
  return read.root;
}

/** The value without places; the order of keys is kept only when asked for. */
function plain(node: YamlNode): unknown {
  if (node.kind === "scalar") return [node.type, node.text];
  if (node.kind === "list") return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

function reversed(value: Value): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe("base and destination", () => {
  test("make the same configuration in whatever order their keys stand", () => {
    fc.assert(
      fc.property(TREE, TREE, (base, over) => {
        const merged = plain(mergeFiles(rootOf(base), rootOf(over)));
        expect(plain(mergeFiles(rootOf(reversed(base)), rootOf(reversed(over))))).toEqual(merged);
      }),
      RUNS,
    );
  });

  test("merge associatively where no key is a map in one file and something else in another", () => {
    fc.assert(
      fc.property(TREE, TREE, TREE, (a, b, c) => {
        const [x, y, z] = [rootOf(a), rootOf(b), rootOf(c)];
        expect(plain(mergeFiles(mergeFiles(x, y), z))).toEqual(plain(mergeFiles(x, mergeFiles(y, z))));
      }),
      RUNS,
    );
  });

  test("keep every value the base alone has, and take every other from the destination", () => {
    const base = rootOf({ m1: { a: 1, b: [1, 2] }, a: 1 });
    expect(plain(mergeFiles(base, rootOf({ m1: { b: [3] }, a: null })))).toEqual(
      plain(rootOf({ m1: { a: 1, b: [3] }, a: null })),
    );
  });
});

test("Kamal's verdict does not depend on the order of sections", () => {
  for (const { text, major, file } of recordedVerdicts()) {
    const source = sourceText(file, text);
    const read = readRenderedYaml(source);
    if (!("root" in read) || read.root?.kind !== "map") continue;
    const { root } = read;
    const turned = { ...root, entries: root.entries.toReversed() };
    const [one, other] = [root, turned].map((map) =>
      rejectionOfRoot(map, { version: major, rendered: [read.rendered] }),
    );
    expect([file, other === undefined]).toEqual([file, one === undefined]);
  }
});
