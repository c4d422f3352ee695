/** The edit that takes a pair out of a map, where that is certain to leave the rest as it was. */
import type { YamlEntry, YamlMap } from "../../../documents/yaml/yaml-node.ts";
import type { Edit } from "../../../engine/rule.ts";

/**
 * Removes the lines of an entry. Only for pairs that fill their lines, keep to one file with their map, and are not the
 * only pair of the map, which would become null.
 */
export function removeEntry(map: YamlMap, entry: YamlEntry): Edit | undefined {
  const { source } = entry.key;
  const others = map.written.filter(({ key }) => key.source === source); // a merged map has pairs of two files
  if (others.length < 2 || entry.merged || entry.value.source !== source) return undefined;
  const first = source.positionAt(entry.key.span.start).line;
  const last = source.positionAt(entry.value.span.end).line;
  const before = source.text.slice(source.lineStart(first), entry.key.span.start);
  const after = source.text.slice(entry.value.span.end, source.lineEnd(last));
  if (!/^\s*$/.test(before) || !/^\s*(?:#.*)?$/.test(after) || last >= source.lineCount) return undefined;
  return { span: { start: source.lineStart(first), end: source.lineStart(last + 1) }, text: "" };
}
