/** Credentials that the Ruby of ERB puts together from literal pieces, which hides them from nobody. */
import { type SourceText, sourceText } from "../../source/source-text.ts";
import { renderErb } from "../erb/render-erb.ts";
import type { CredentialHit } from "./credential-hit.ts";

/** A file with more is a program, not a configuration. */
const MAX_TAGS = 200;

/** Finds what `detect` finds in the output of such tags; each hit covers the Ruby that makes it. */
export async function findComposed(
  source: SourceText,
  detect: (source: SourceText) => Promise<readonly CredentialHit[]>,
): Promise<CredentialHit[]> {
  if (!source.text.includes("<%=")) return [];
  const outputs = renderErb(source).tags.flatMap(({ tag, lookup }) => {
    const code = source.text.slice(tag.code.start, tag.code.end);
    if (lookup?.kind !== "literal" || lookup.text.length < SHORTEST || code.includes(lookup.text)) return [];
    const lead = code.length - code.trimStart().length;
    const span = { start: tag.code.start + lead, end: tag.code.start + code.trimEnd().length };
    return [{ span, text: lookup.text }];
  });
  const hits: CredentialHit[] = [];
  for (const { span, text } of outputs.slice(0, MAX_TAGS)) {
    const [hit] = await detect(sourceText(source.path, text));
    if (hit) hits.push({ ...hit, span, joined: text.slice(hit.span.start, hit.span.end) });
  }
  return hits;
}

/** No credential of a known format is shorter. */
const SHORTEST = 16;
