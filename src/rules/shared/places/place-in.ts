/** Where a piece of a scalar's text stands in the file. */
import type { YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";

/** The piece itself where the file has the same characters exactly once inside the scalar, else all of the scalar. */
export function placeIn({ source, span, anchor }: YamlScalar, piece: string): Place {
  const written = source.text.slice(span.start, span.end);
  const at = piece === "" ? -1 : written.indexOf(piece);
  if (at < 0 || written.indexOf(piece, at + 1) >= 0) return { source, span, anchor };
  const start = span.start + at;
  return { source, anchor, span: { start, end: start + piece.length } };
}
