/** What a YAML file says, as Ruby's Psych understands it, with the place of every value. */
import { onceFor } from "../../source/once-for.ts";
import type { Place } from "../../source/source-text.ts";
import type { RenderedTag } from "../erb/render-erb.ts";

/** A value of the file. Aliases share the node they point at. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

/** The type Psych gives a scalar. `object` is a `!ruby/…` tag: named, never built. */
export type ScalarType =
  | "string"
  | "integer"
  | "float"
  | "boolean"
  | "null"
  | "symbol"
  | "date"
  | "time"
  | "object";

/** A parsed text. `root` is undefined for a text without any value. */
export interface ParsedYaml {
  readonly root: YamlNode | undefined;
  /** What further documents of the text hold, behind a `---`: Psych loads the first one only. */
  readonly later?: readonly YamlNode[];
}

interface Written extends Place {
  /** Key path where the value is written, e.g. `accessories.db.port`; list items are `[]`. */
  readonly anchor: string;
  /** Explicit tag, resolved, e.g. `tag:yaml.org,2002:str` or `!ruby/object:Gem::Specification`. */
  readonly tag: string | undefined;
}

/** A single value. */
export interface YamlScalar extends Written {
  readonly kind: "scalar";
  readonly type: ScalarType;
  /** The value as Ruby's `to_s` prints it: `0755` is "493", `Yes` is "true", null is "". */
  readonly text: string;
  readonly style: "plain" | "single" | "double" | "block";
  /** ERB output tags inside it, known ones included. */
  readonly tags: readonly RenderedTag[];
}

/** One pair of a map. */
export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
  /** True when the pair came in by `<<`. */
  readonly merged: boolean;
}

/** A map. */
export interface YamlMap extends Written {
  readonly kind: "map";
  /** What Psych keeps: one entry a key, in order of first appearance, each with its last value. */
  readonly entries: readonly YamlEntry[];
  /** Every pair as written, overridden ones included; `<<` itself excluded. */
  readonly written: readonly YamlEntry[];
}

/** A list. */
export interface YamlList extends Written {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

/** The value of a string or symbol key. */
export function get(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return entryOf(node, key)?.value;
}

/** The pair of a string or symbol key. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== "map") return undefined;
  for (const entry of node.entries) if (isFor(key, entry)) return entry;
  return undefined;
}

/** Follows keys downwards. */
export function dig(node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined {
  let at = node;
  for (const key of keys) at = get(at, key);
  return at;
}

/** Every value written for a key, those that a later pair overrides included. */
export function writtenValues(node: YamlNode | undefined, key: string): readonly YamlNode[] {
  if (node?.kind !== "map") return [];
  return node.written.filter((entry) => isFor(key, entry)).map((entry) => entry.value);
}

/** The entries of a map; empty for anything else. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === "map" ? node.entries : [];
}

/** The items of a list; empty for anything else. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "list" ? node.items : [];
}

/** The node when it is a scalar with a value; null counts as absent. */
export function scalarOf(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === "scalar" && node.type !== "null" ? node : undefined;
}

/** The node itself, or its items when it is a list: many Docker options take both forms. */
export function scalarsOf(node: YamlNode | undefined): readonly YamlScalar[] {
  if (node?.kind === "list") return node.items.flatMap((item) => scalarOf(item) ?? []);
  const scalar = scalarOf(node);
  return scalar ? [scalar] : [];
}

/** True when no part of the value is decided by Ruby, so that its text may be judged. */
export function isKnown(scalar: YamlScalar): boolean {
  return scalar.tags.every((tag) => tag.known);
}

/** True for a boolean true; strings do not count, since Kamal doesn't convert them. */
export function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.type === "boolean" && node.text === "true";
}

/** True for a boolean false. */
export function isFalse(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.type === "boolean" && node.text === "false";
}

function isFor(wanted: string, { key }: YamlEntry): boolean {
  return key.text === wanted && (key.type === "string" || key.type === "symbol");
}

/**
 * Every node written below a node, itself included, in file order, each once; keys are included, what aliases name is visited where
 * it stands.
 */
export const writtenNodes: (node: YamlNode) => readonly YamlNode[] = onceFor((node) => {
  const pending: YamlNode[] = [node];
  const seen = new Set<YamlNode>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === "list") for (const item of next.items.toReversed()) pending.push(item);
    if (next.kind === "map") for (const { key, value } of next.written.toReversed()) pending.push(value, key);
  }
  return [...seen];
});

/** Every value written below a node, keys included. */
export function writtenScalars(node: YamlNode): readonly YamlScalar[] {
  return writtenNodes(node).filter((one) => one.kind === "scalar");
}

/** Every map written at or below a node. */
export function writtenMaps(node: YamlNode): readonly YamlMap[] {
  return writtenNodes(node).filter((one) => one.kind === "map");
}

/** Every pair written anywhere below a node, each map once. */
export const writtenEntries: (node: YamlNode) => readonly YamlEntry[] = onceFor((node) =>
  writtenMaps(node).flatMap(({ written }) => written),
);
