/** Credentials that the Ruby of ERB puts together from literal pieces, which hides them from nobody. */
import { type SourceText, sourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
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
  const codeOf = ({ code }: { readonly code: Span }): string => source.text.slice(code.start, code.end);
  const composed = renderErb(source).tags.filter(
    ({ tag, lookup }) =>
      lookup?.kind === "literal" && lookup.text.length >= SHORTEST && !codeOf(tag).includes(lookup.text),
  );
  const outputs = composed.slice(0, MAX_TAGS).flatMap(({ tag, lookup }) => {
    if (lookup?.kind !== "literal" || source.text.includes(lookup.text)) return []; // found as it stands
    const code = codeOf(tag);
    const lead = code.length - code.trimStart().length;
    const span = { start: tag.code.start + lead, end: tag.code.start + code.trimEnd().length };
    return [{ span, text: lookup.text }];
  });
  const hits: CredentialHit[] = [];
  for (const { span, text } of outputs) {
    const [hit] = await detect(sourceText(source.path, text));
    if (hit) hits.push({ ...hit, span, joined: text.slice(hit.span.start, hit.span.end) });
  }
  return hits;
}

/** No credential of a known format is shorter. */
const SHORTEST = 16;
