/** Where to show that something is gone: the line closest to it that is still there. */
import type { YamlEntry, YamlMap } from "../../../documents/yaml/yaml-node.ts";

/**
 * The pair of `after` that stood closest before the removed one in its file, or else closest behind it. Undefined when nothing
 * is left there; what a map takes in by `<<` stands elsewhere.
 */
export function nearestLeft(before: YamlMap, removed: string, after: YamlMap): YamlEntry | undefined {
  const keys = before.entries.map(({ key }) => key.text);
  const at = keys.indexOf(removed);
  const path = before.entries[at]?.key.source.path;
  const around = [...keys.slice(0, Math.max(0, at)).reverse(), ...keys.slice(at + 1)];
  const left = new Map(
    after.entries
      .filter(({ key, merged }) => key.source.path === path && !merged)
      .map((entry) => [entry.key.text, entry]),
  );
  const name = around.find((key) => left.has(key));
  return name === undefined ? undefined : left.get(name);
}
