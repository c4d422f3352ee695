/** Keys that a file writes twice, of which Ruby keeps the last. */
import type { YamlEntry, YamlMap } from "../../../documents/yaml/yaml-node.ts";

/** The pair that counts, when the same file has another one of the same name at the same place before it. */
export function secondWritten(map: YamlMap | undefined, name: string): YamlEntry | undefined {
  const all = map?.written.filter(({ key, merged }) => key.text === name && !merged) ?? [];
  const last = all.at(-1);
  const isEarlier = ({ key, value }: YamlEntry): boolean =>
    key !== last?.key && key.source.path === last?.key.source.path && value.anchor === last.value.anchor;
  return all.some(isEarlier) ? last : undefined;
}
