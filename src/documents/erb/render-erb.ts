/**
 * ERB -> the text that YAML would see, with every tag replaced by what it is known to print. The way back to the
 * file is kept, so positions hold although the rendered text is shorter or longer than the source.
 */
import { type DerivedText, deriveText, type Segment, wholeText } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { type ErbTag, scanErb } from "./erb-tags.ts";
import { type RubyLookup, readLookup } from "./ruby-lookup.ts";

/** A tag in the rendered text. */
export interface RenderedTag {
  readonly tag: ErbTag;
  /** Where its output stands in the rendered text; empty for tags that print nothing. */
  readonly rendered: Span;
  readonly lookup: RubyLookup | undefined;
  /** False when only Ruby knows the output; the rendered text then holds `UNKNOWN_OUTPUT`. */
  readonly known: boolean;
}

/** A rendered file. `tags` is in order of both texts. */
export interface RenderedErb {
  readonly derived: DerivedText;
  readonly tags: readonly RenderedTag[];
  /** Offset of a `<%` without `%>`. */
  readonly unclosed: number | undefined;
}

/**
 * Printed for output that only Ruby can know. One private-use character on each side keeps it apart from any
 * word; whether a scalar is dynamic is decided by position, never by looking for this text.
 */
export const UNKNOWN_OUTPUT = "\ue000erb\ue000";

/** Renders a file as far as it can be known without running it. `environment` holds variables known to be set. */
export function renderErb(
  source: SourceText,
  environment: Readonly<Record<string, string>> = {},
): RenderedErb {
  if (!source.text.includes("<%")) return { derived: wholeText(source), tags: [], unclosed: undefined };
  const scan = scanErb(source.text);
  const segments: Segment[] = [];
  const tags: RenderedTag[] = [];
  let position = 0;
  let length = 0;
  const append = (text: string, from: Span): void => {
    if (text === "") return;
    segments.push({ text, from });
    length += text.length;
  };
  for (const tag of scan.tags) {
    append(source.text.slice(position, tag.span.start), { start: position, end: tag.span.start });
    const lookup =
      tag.kind === "output" ? readLookup(source.text.slice(tag.code.start, tag.code.end)) : undefined;
    const output = printed(tag, lookup, environment);
    const rendered = { start: length, end: length + (output ?? UNKNOWN_OUTPUT).length };
    tags.push({ tag, rendered, lookup, known: output !== undefined });
    append(output ?? UNKNOWN_OUTPUT, tag.span);
    position = tag.span.end;
  }
  const end = scan.unclosed ?? source.text.length;
  append(source.text.slice(position, end), { start: position, end });
  return { derived: deriveText(source, segments), tags, unclosed: scan.unclosed };
}

/** What a tag prints; undefined when only Ruby knows. */
function printed(
  tag: ErbTag,
  lookup: RubyLookup | undefined,
  environment: Readonly<Record<string, string>>,
): string | undefined {
  if (tag.kind === "literal") return "<%";
  if (tag.kind !== "output") return "";
  if (lookup?.kind === "literal") return lookup.text;
  return lookup && (environment[lookup.name] ?? lookup.fallback);
}

/** The tags whose output lies within a range of the rendered text. */
export function tagsWithin(rendered: RenderedErb, range: Span): RenderedTag[] {
  const found: RenderedTag[] = [];
  for (let i = firstEndingAfter(rendered.tags, range.start); i < rendered.tags.length; i++) {
    const tag = rendered.tags[i];
    if (tag === undefined || tag.rendered.start >= range.end) break;
    if (tag.rendered.start < tag.rendered.end) found.push(tag);
  }
  return found;
}

function firstEndingAfter(tags: readonly RenderedTag[], offset: number): number {
  let low = 0;
  let high = tags.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tags[middle]?.rendered.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
