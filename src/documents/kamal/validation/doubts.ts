/** Which parts of rendered files are up to Ruby: text that was left out, and what stands in branches and loops. */
import type { Place, SourceText } from "../../../source/source-text.ts";
import type { Span } from "../../../source/span.ts";
import type { RenderedErb } from "../../erb/render-erb.ts";
import { rubyBlocks } from "../../erb/ruby-blocks.ts";
import { type Doubts, NO_DOUBTS } from "./loading.ts";

/** The doubts about a configuration made of these files. */
export function doubtsAbout(rendered: readonly RenderedErb[]): Doubts {
  if (rendered.every(({ tags }) => tags.length === 0)) return NO_DOUBTS;
  const blocks = new Map<SourceText, readonly Span[]>(
    rendered.map((file) => [file.derived.source, rubyBlocks(file)]),
  );
  return {
    mayHoldMore: rendered.some(({ tags }) => tags.some(({ leftOut }) => leftOut)),
    isConditional: ({ source, span }: Place) => liesIn(blocks.get(source) ?? [], span.start),
    passedOver: new Set(),
  };
}

/** The blocks are apart from each other and in order. */
function liesIn(blocks: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low];
  return block !== undefined && block.start <= offset;
}
