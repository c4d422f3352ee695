/** Base + destination, as Kamal merges them: maps key by key, everything else replaced, null included. */
import type { YamlEntry, YamlMap, YamlScalar } from "../yaml/yaml-node.ts";

/**
 * The effective map of two files. Every value keeps the file it was written in; the order of keys is the base's, then the
 * destination's, as with Ruby's `deep_merge!`. At the root, Kamal turns texts into symbols before it merges, so `:service` and
 * `service` are one key.
 */
export function mergeFiles(base: YamlMap, over: YamlMap): YamlMap {
  return merge(base, over, rootIdentity);
}

/** The same for maps below the root, where a text and a symbol are two keys. */
export function deepMerge(base: YamlMap, over: YamlMap): YamlMap {
  return merge(base, over, identity);
}

/** The root as Kamal sees it: one entry for a key, be it written as text or as symbol; the last value wins. */
export function symbolized(root: YamlMap): YamlMap {
  if (root.entries.every(({ key }) => key.type !== "symbol")) return root;
  const entries = new Map<string, YamlEntry>();
  for (const entry of root.entries) entries.set(rootIdentity(entry.key), entry);
  return { ...root, entries: [...entries.values()] };
}

function merge(base: YamlMap, over: YamlMap, identify: (key: YamlScalar) => string): YamlMap {
  const entries = new Map<string, YamlEntry>(base.entries.map((entry) => [identify(entry.key), entry]));
  for (const entry of over.entries) {
    const name = identify(entry.key);
    entries.set(name, mergeEntry(entries.get(name), entry));
  }
  return { ...over, entries: [...entries.values()], written: [...base.written, ...over.written] };
}

function mergeEntry(base: YamlEntry | undefined, over: YamlEntry): YamlEntry {
  if (base?.value.kind !== "map" || over.value.kind !== "map") return over;
  return { ...over, value: deepMerge(base.value, over.value) };
}

function identity(key: YamlScalar): string {
  return `${key.type} ${key.text}`;
}

function rootIdentity(key: YamlScalar): string {
  return `${key.type === "symbol" ? "string" : key.type} ${key.text}`;
}
