/** All credentials of known formats in a text. */
import type { SourceText } from "../../source/source-text.ts";
import { overlaps } from "../../source/span.ts";
import type { CredentialHit } from "./credential-hit.ts";
import { findMoreFormats } from "./more-formats.ts";
import { detectProviderCredentials } from "./provider-detectors.ts";

/** A file with more is a dump; its author needs no further pointing at. */
const MAX_HITS = 500;

/** Looks through a whole text. Where two detectors hit the same place, the first one's word stands. */
export async function findCredentials(source: SourceText): Promise<CredentialHit[]> {
  const hits: CredentialHit[] = [];
  const found = [...(await detectProviderCredentials(source)), ...findMoreFormats(source.text)];
  for (const hit of found.slice(0, MAX_HITS)) {
    if (!hits.some((other) => overlaps(other.span, hit.span))) hits.push(hit);
  }
  return hits.sort((a, b) => a.span.start - b.span.start);
}
