/** The edit that takes an item out of a list, where that is certain to leave the rest as it was. */
import type { YamlList, YamlNode } from "../../../documents/yaml/yaml-node.ts";
import type { Edit } from "../../../engine/rule.ts";

/** Only for items alone on their line; the last item of a list stays, since its key would become null. */
export function removeItem({ items }: YamlList, item: YamlNode): { edit?: Edit } {
  const { source, span } = item;
  const { line } = source.positionAt(span.start);
  const start = source.lineStart(line);
  const before = source.text.slice(start, span.start);
  const after = source.lineText(line).slice(Math.max(0, span.end - start));
  const alone = /^\s*-\s+$/.test(before) && /^\s*(?:#.*)?$/.test(after);
  const certain =
    alone && items.length > 1 && source.positionAt(span.end).line === line && line < source.lineCount;
  return certain ? { edit: { span: { start, end: source.lineStart(line + 1) }, text: "" } } : {};
}
