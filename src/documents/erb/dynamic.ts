/** Words for values that only Ruby knows. */
import type { YamlScalar } from "../yaml/yaml-node.ts";

/** "decided by Ruby at line 7"; undefined for a value that is known. */
export function decidedByRuby({ tags, source }: YamlScalar): string | undefined {
  const unknown = tags.find(({ known }) => !known);
  return unknown && `decided by Ruby at line ${source.positionAt(unknown.tag.span.start).line}`;
}
