/** Pieces of a string: cut apart, and with values put into them. */
import type { Segment } from "../../source/derived-text.ts";
import type { Expression, TextPart } from "./program.ts";

/** A piece that stands for itself. */
export type LiteralPart = TextPart & { readonly kind: "literal" };

/** Each match of `place` gets the next value; the last one serves for all that are left. */
export function withHoles(
  parts: readonly TextPart[],
  values: readonly Expression[],
  place: RegExp,
): readonly TextPart[] {
  let next = 0;
  return parts.flatMap((part): TextPart[] => {
    if (part.kind === "value") return [part];
    const pieces: TextPart[] = [];
    let position = 0;
    for (const match of part.text.matchAll(place)) {
      pieces.push(slice(part, position, match.index));
      const value = values[Math.min(next++, values.length - 1)];
      position = match.index + match[0].length;
      const hole = slice(part, match.index, position);
      pieces.push(value ? { kind: "value", value, span: hole.span } : hole);
    }
    return [...pieces, slice(part, position, part.text.length)].filter(
      (piece) => piece.kind === "value" || piece.text !== "",
    );
  });
}

/** A part of a literal, with the places of what it is made of. */
export function slice(part: LiteralPart, start: number, end: number): LiteralPart {
  let position = 0;
  const segments = part.segments.flatMap(({ text, from }): Segment[] => {
    const [first, last] = [Math.max(start - position, 0), Math.min(end - position, text.length)];
    position += text.length;
    if (first >= last) return [];
    const copied = text.length === from.end - from.start;
    return [
      {
        text: text.slice(first, last),
        from: copied ? { start: from.start + first, end: from.start + last } : from,
      },
    ];
  });
  const span = {
    start: segments[0]?.from.start ?? part.span.start,
    end: segments.at(-1)?.from.end ?? part.span.start,
  };
  return { kind: "literal", text: part.text.slice(start, end), span, segments };
}
