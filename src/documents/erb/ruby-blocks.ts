/**
 * What lies between the tags that open and close a construct of Ruby: `<% if … %>` … `<% end %>`, `<% hosts.each do |host| %>`.
 * It may be printed once, many times or not at all.
 */
import type { Span } from "../../source/span.ts";
import type { ErbTag } from "./erb-tags.ts";
import type { RenderedErb } from "./render-erb.ts";

const OPENS =
  /^(?:if|unless|case|while|until|for|begin|def|class|module)\b|[=(]\s*(?:if|unless|case|begin)\b/;
const OPENS_BLOCK = /(?:\bdo|\{)\s*(?:\|[^|]{0,200}\|)?$/;
const CLOSES = /^(?:end\b|\})/;
const CLOSED_AGAIN = /\bend$/;

/** The outermost constructs in order, in offsets of the file; one that is never closed reaches to the end. */
export function rubyBlocks({ derived, tags }: RenderedErb): Span[] {
  const { source } = derived;
  const blocks: Span[] = [];
  let depth = 0;
  let start = 0;
  for (const { tag } of tags) {
    if (tag.kind !== "code") continue;
    const turn = turnOf(source.text.slice(tag.code.start, tag.code.end));
    if (turn > 0 && depth++ === 0) start = tag.span.start;
    if (turn < 0 && depth > 0 && --depth === 0) blocks.push({ start, end: tag.span.end });
  }
  if (depth > 0) blocks.push({ start, end: source.text.length });
  return blocks;
}

const ALTERNATIVE = /^(?:else|elsif|when|in|rescue|ensure)\b/;

/**
 * What a reader leaves out to follow the first branch of every construct only: the tag that starts the second branch, and the
 * offset at which the construct is closed.
 */
export function laterBranches(text: string, tags: readonly ErbTag[]): ReadonlyMap<ErbTag, number> {
  const later = new Map<ErbTag, number>();
  const open: { isCase: boolean; second: ErbTag | undefined }[] = [];
  for (const tag of tags) {
    if (tag.kind !== "code") continue;
    const code = text.slice(tag.code.start, tag.code.end);
    const turn = turnOf(code);
    const current = open.at(-1);
    if (turn > 0) open.push({ isCase: /^\s*case\b/.test(code), second: undefined });
    else if (turn < 0 && open.pop() && current?.second) later.set(current.second, tag.span.start);
    else if (current && ALTERNATIVE.test(code.trim())) {
      if (current.isCase) current.isCase = false;
      else current.second ??= tag;
    }
  }
  return later;
}

/** +1 when the code opens a construct that it does not close, -1 when it closes one. */
function turnOf(code: string): number {
  const text = lastLine(code)
    .replace(/#[^{].*$/, "")
    .trim();
  const first = code.trim();
  if (CLOSES.test(first)) return OPENS_BLOCK.test(text) ? 0 : -1;
  if (OPENS_BLOCK.test(text)) return 1;
  if (!OPENS.test(first) && !OPENS.test(text)) return 0;
  return CLOSED_AGAIN.test(text) ? 0 : 1;
}

function lastLine(code: string): string {
  const trimmed = code.trim();
  return trimmed.slice(trimmed.lastIndexOf("\n") + 1);
}
