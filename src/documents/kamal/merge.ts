/** Base + destination, as Kamal merges them: maps key by key, everything else replaced, null included. */
import type { YamlEntry, YamlMap } from "../yaml/yaml-node.ts";

/**
 * The effective map. Every value keeps the file it was written in; the order of keys is the base's, then the
 * destination's, as with Ruby's `deep_merge!`.
 */
export function deepMerge(base: YamlMap, over: YamlMap): YamlMap {
  const entries = new Map<string, YamlEntry>(base.entries.map((entry) => [identity(entry), entry]));
  for (const entry of over.entries) {
    entries.set(identity(entry), mergeEntry(entries.get(identity(entry)), entry));
  }
  return { ...over, entries: [...entries.values()], written: [...base.written, ...over.written] };
}

function mergeEntry(base: YamlEntry | undefined, over: YamlEntry): YamlEntry {
  if (base?.value.kind !== "map" || over.value.kind !== "map") return over;
  return { ...over, value: deepMerge(base.value, over.value) };
}

function identity(entry: YamlEntry): string {
  return `${entry.key.type} ${entry.key.text}`;
}
