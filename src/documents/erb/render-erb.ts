/**
 * ERB -> the text that YAML would see, with every tag replaced by what it is known to print. The way back to the
 * file is kept, so positions hold although the rendered text is shorter or longer than the source.
 */
import { type DerivedText, deriveText, type Segment, wholeText } from "../../source/derived-text.ts";
import { onceFor } from "../../source/once-for.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { type ErbTag, scanErb } from "./erb-tags.ts";
import { plainVariables, readWithVariables } from "./plain-variables.ts";
import { laterBranches } from "./ruby-blocks.ts";
import type { RubyLookup } from "./ruby-lookup.ts";

/** A tag in the rendered text. */
export interface RenderedTag {
  readonly tag: ErbTag;
  /** Where its output stands in the rendered text; empty for tags that print nothing. */
  readonly rendered: Span;
  readonly lookup: RubyLookup | undefined;
  /**
   * False when only Ruby knows the output; the rendered text then holds `UNKNOWN_OUTPUT`, or nothing when it was left out. False
   * for code as well: `a<% if b %>c<% end %>` may print `a` or `ac`.
   */
  readonly known: boolean;
  /** True when its unknown output was left out, so that something may be missing from the rendered text. */
  readonly leftOut: boolean;
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

/** Deeper than any honest nesting. */
const INDENTATION = " ".repeat(200);

/** How to render. */
export interface RenderOptions {
  /** Variables known to be set. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Line starts at which blanks are put in: see parse-yaml.ts. */
  readonly indented?: readonly number[];
  /** Leave out unknown output that stands alone on its line, and so may be anything, instead of a placeholder. */
  readonly leaveOutLoneOutput?: boolean;
  /** Leave out all but the first branch of every `if` and `case`, for branches that make no YAML together. */
  readonly firstBranches?: boolean;
}

/** Renders a file as far as it can be known without running it. */
export function renderErb(source: SourceText, options?: RenderOptions): RenderedErb {
  return options ? render(source, options) : renderedPlainly(source);
}

/** Without options, whoever opens a file asks for the same: its YAML, its program, its credentials. */
const renderedPlainly = onceFor((source: SourceText) => render(source, {}));

function render(source: SourceText, options: RenderOptions): RenderedErb {
  const { environment = {}, indented = [], leaveOutLoneOutput = false, firstBranches = false } = options;
  if (!source.text.includes("<%") && indented.length === 0) {
    return { derived: wholeText(source), tags: [], unclosed: undefined };
  }
  const scan = scanErb(source.text);
  const branches = firstBranches ? laterBranches(source.text, scan.tags) : new Map<ErbTag, number>();
  const variables = plainVariables(source.text, scan.tags);
  const segments: Segment[] = [];
  const tags: RenderedTag[] = [];
  let position = 0;
  let length = 0;
  const append = (text: string, from: Span): void => {
    if (text === "") return;
    segments.push({ text, from });
    length += text.length;
  };
  const appendText = (end: number): void => {
    for (const offset of indented.filter((at) => at >= position && at < end)) {
      append(source.text.slice(position, offset), { start: position, end: offset });
      append(INDENTATION, { start: offset, end: offset });
      position = offset;
    }
    append(source.text.slice(position, end), { start: position, end });
    position = end;
  };
  for (const tag of scan.tags) {
    if (tag.span.start < position) continue; // inside a branch that is left out
    appendText(tag.span.start);
    const lookup =
      tag.kind === "output"
        ? readWithVariables(source.text.slice(tag.code.start, tag.code.end), variables)
        : undefined;
    const output = printed(tag, lookup, environment);
    const branchEnd = branches.get(tag);
    const isLone = output === undefined && leaveOutLoneOutput && standsAlone(tag, source.text);
    const leftOut = isLone || branchEnd !== undefined;
    const text = output ?? (leftOut ? "" : UNKNOWN_OUTPUT);
    const rendered = { start: length, end: length + text.length };
    tags.push({ tag, rendered, lookup, known: output !== undefined && tag.kind !== "code", leftOut });
    append(text, tag.span);
    position = branchEnd ?? tag.span.end;
  }
  appendText(scan.unclosed ?? source.text.length);
  return { derived: deriveText(source, segments), tags, unclosed: scan.unclosed };
}

function standsAlone({ span }: ErbTag, text: string): boolean {
  const before = text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.start);
  const lineEnd = text.indexOf("\n", span.end);
  return (
    before.trim() === "" &&
    (text[span.end - 1] === "\n" || text.slice(span.end, lineEnd < 0 ? undefined : lineEnd).trim() === "")
  );
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

/** The tags whose output lies within a range of the rendered text, and those that run code between its characters. */
export function tagsWithin(rendered: RenderedErb, range: Span): RenderedTag[] {
  const found: RenderedTag[] = [];
  for (let i = firstEndingAfter(rendered.tags, range.start); i < rendered.tags.length; i++) {
    const tag = rendered.tags[i];
    if (tag === undefined || tag.rendered.start >= range.end) break;
    if (tag.rendered.start < tag.rendered.end || tag.tag.kind === "code") found.push(tag);
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
