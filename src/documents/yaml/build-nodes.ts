/** The parser's tree -> our nodes, following Psych where the two differ: merge keys, duplicates, tags, aliases. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Span } from "../../source/span.ts";
import { type RenderedErb, tagsWithin } from "../erb/render-erb.ts";
import { type ResolvedScalar, resolvePlain, rubyFloat } from "./psych-scalar.ts";
import type { ParsedYaml, YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from "./yaml-node.ts";
import type { YamlTrouble } from "./yaml-trouble.ts";

/** `<<` can multiply entries; beyond this a file is a bomb, not a configuration. */
const MAX_MERGED_ENTRIES = 100_000;

/** What building needs to carry along. */
interface Building {
  readonly rendered: RenderedErb;
  /** Latest value of each anchor so far; undefined while the value is still being built. */
  readonly anchors: Map<string, YamlNode | undefined>;
  mergedEntries: number;
}

/** Thrown inside this module only, to leave the recursion with a reason for the author. */
class BuildingStopped extends Error {
  readonly trouble: YamlTrouble;
  constructor(trouble: YamlTrouble) {
    super(trouble.reason);
    this.trouble = trouble;
  }
}

/** Builds the nodes of a document; the depth was limited by the parser. */
export function buildNodes(root: Node | null, rendered: RenderedErb): ParsedYaml | YamlTrouble {
  const building: Building = { rendered, anchors: new Map(), mergedEntries: 0 };
  try {
    return { root: root === null ? undefined : build(root, "", building) };
  } catch (error) {
    if (error instanceof BuildingStopped) return error.trouble;
    throw error;
  }
}

function build(node: Node, anchor: string, building: Building): YamlNode {
  if (isAlias(node)) return resolveAlias(node.source, node, building);
  const name = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (name !== undefined) building.anchors.set(name, undefined);
  const built = buildValue(node, anchor, building);
  if (name !== undefined) building.anchors.set(name, built);
  return built;
}

function buildValue(node: Node, anchor: string, building: Building): YamlNode {
  if (isMap(node)) return buildMap(node, anchor, building);
  if (isSeq(node)) return buildList(node, anchor, building);
  if (isScalar(node)) return buildScalar(node, anchor, building);
  throw new TypeError("the parser gave a node that is neither a scalar nor a collection");
}

function resolveAlias(name: string, node: Node, building: Building): YamlNode {
  const target = building.anchors.get(name);
  if (target !== undefined) return target;
  const reason = building.anchors.has(name)
    ? "has an alias to a value that contains the alias itself"
    : "has an alias to an anchor that is not defined before it";
  throw new BuildingStopped({ reason, span: spanOf(node, building) });
}

function buildList(list: YAMLSeq, anchor: string, building: Building): YamlList {
  const items = (list.items as (Node | null)[]).map((item) =>
    item === null || isNothing(item)
      ? missingItem(item ?? list, `${anchor}[]`, building)
      : build(item, `${anchor}[]`, building),
  );
  const { source, span, tag } = placeOf(list, building);
  return { kind: "list", items, source, span, anchor, tag };
}

function buildMap(map: YAMLMap, anchor: string, building: Building): YamlMap {
  const entries = new Map<string, YamlEntry>();
  const all: YamlEntry[] = [];
  for (const pair of map.items as { key: Node | null; value: Node | null }[]) {
    const key = buildKey(pair.key, map, building);
    const value =
      pair.value === null || isNothing(pair.value)
        ? missingValue(pair.key ?? map, join(anchor, key.text), building)
        : build(pair.value, join(anchor, key.text), building);
    const merges = key.text === "<<" && key.type === "string" && key.tag !== "tag:yaml.org,2002:str";
    const added = merges ? mergedEntries(value, building) : undefined;
    for (const entry of added ?? [{ key, value, merged: false }]) {
      entries.set(`${entry.key.type} ${entry.key.text}`, entry);
      all.push(entry);
    }
  }
  const { source, span, tag } = placeOf(map, building);
  return { kind: "map", entries: [...entries.values()], written: all, source, span, anchor, tag };
}

function join(anchor: string, key: string): string {
  return anchor === "" ? key : `${anchor}.${key}`;
}

/** Keys that are collections can't mean anything to Kamal; they are kept as a nameless key so that nothing is lost. */
function buildKey(key: Node | null, map: YAMLMap, building: Building): YamlScalar {
  const node = key === null ? undefined : build(key, "", building);
  if (node?.kind === "scalar") return node;
  const { source, span, tag } = placeOf(key ?? map, building);
  return {
    kind: "scalar",
    type: "object",
    text: "",
    style: "plain",
    tags: [],
    source,
    span,
    anchor: "",
    tag,
  };
}

/**
 * What `<<: value` adds. Psych merges maps and lists of maps, the first of a list winning, and treats anything else
 * as an ordinary key; values merged in override earlier keys and are overridden by later ones.
 */
function mergedEntries(value: YamlNode, building: Building): YamlEntry[] | undefined {
  const maps = value.kind === "map" ? [value] : value.kind === "list" ? value.items.toReversed() : [];
  if (maps.length === 0 || !maps.every((item) => item.kind === "map")) return undefined;
  const added = maps.flatMap((item) => item.entries.map((entry) => ({ ...entry, merged: true })));
  building.mergedEntries += added.length;
  if (building.mergedEntries > MAX_MERGED_ENTRIES) {
    const reason = "multiplies its content with merge keys beyond any real configuration";
    throw new BuildingStopped({ reason, span: value.span });
  }
  return added;
}

function buildScalar(scalar: Scalar, anchor: string, building: Building): YamlScalar {
  const { rendered } = building;
  const tags = rendered.tags.length === 0 ? [] : tagsWithin(rendered, trimmedRange(scalar, rendered));
  const { type, text } = resolve(scalar);
  const { source, span, tag } = placeOf(scalar, building);
  return { kind: "scalar", type, text, style: styleOf(scalar), tags, source, span, anchor, tag };
}

function resolve(scalar: Scalar): ResolvedScalar {
  const text = String(scalar.value ?? "");
  const { tag } = scalar;
  if (tag === undefined) return scalar.type === "PLAIN" ? resolvePlain(text) : { type: "string", text };
  if (/^!ruby\/sym(?:bol)?\b/.test(tag)) return { type: "symbol", text };
  if (BINARY_TAG.test(tag)) return { type: "string", text: Buffer.from(text, "base64").toString("utf8") };
  if (/^!ruby\/string\b/.test(tag) || TEXT_TAG.test(tag)) return { type: "string", text };
  if (tag.startsWith("!ruby/")) return { type: "object", text };
  const resolved = resolvePlain(text);
  return FLOAT_TAG.test(tag) && resolved.type === "integer"
    ? { type: "float", text: rubyFloat(Number(resolved.text)) }
    : resolved;
}

/** Tags that make a text of anything; `!` alone does too. */
const TEXT_TAG = /^(?:!|!str(?::.*)?|tag:yaml\.org,2002:str)$/;
const BINARY_TAG = /^(?:!binary|tag:yaml\.org,2002:binary)$/;
const FLOAT_TAG = /^(?:!|tag:yaml\.org,2002:)float$/;

function styleOf(scalar: Scalar): YamlScalar["style"] {
  if (scalar.type === "QUOTE_SINGLE") return "single";
  if (scalar.type === "QUOTE_DOUBLE") return "double";
  return scalar.type === "PLAIN" ? "plain" : "block";
}

/** True for a value of no characters at all; one with an anchor or a tag is something. */
function isNothing(node: Node): boolean {
  if (!isScalar(node) || node.type !== "PLAIN" || node.source !== "") return false;
  return node.anchor === undefined && node.tag === undefined;
}

/** A dash with nothing after it: a null that stands where the dash is. */
function missingItem(near: Node, anchor: string, building: Building): YamlScalar {
  const missing = missingValue(near, anchor, building);
  const { text } = missing.source;
  let end = missing.span.start;
  while (end > 0 && text[end - 1] !== "-" && isBlank(text.charCodeAt(end - 1))) end--;
  return end > 0 && text[end - 1] === "-" ? { ...missing, span: { start: end - 1, end } } : missing;
}

/** `key:` with nothing after it: a null that stands where the key is. */
function missingValue(near: Node, anchor: string, building: Building): YamlScalar {
  const { source, span, tag } = placeOf(near, building);
  return { kind: "scalar", type: "null", text: "", style: "plain", tags: [], source, span, anchor, tag };
}

/** Taken apart by whoever asks: spreading this into each of thousands of nodes costs more than the rest of building them. */
function placeOf(node: Node, building: Building): Pick<YamlNode, "source" | "span" | "tag"> {
  const tag = "tag" in node && typeof node.tag === "string" ? node.tag : undefined;
  return { source: building.rendered.derived.source, span: spanOf(node, building), tag };
}

function rangeOf(node: Node): Span {
  const [start = 0, end = start] = node.range ?? [];
  return { start, end };
}

/** Without the line breaks at the end, since what stands between those says nothing about the value. */
function trimmedRange(node: Node, { derived }: RenderedErb): Span {
  const { start, end } = rangeOf(node);
  let last = end;
  while (last > start && isBlank(derived.text.charCodeAt(last - 1))) last--;
  return { start, end: last };
}

/** Block scalars end after their last line break in the parser's view; ours end with the last character. */
function spanOf(node: Node, building: Building): Span {
  const { derived } = building.rendered;
  const { start, end } = derived.toSource(rangeOf(node));
  let last = end;
  while (last > start && isBlank(derived.source.text.charCodeAt(last - 1))) last--;
  return { start, end: last };
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
