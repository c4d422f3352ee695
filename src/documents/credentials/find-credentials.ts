/** All credentials of known formats in a text. */
import type { SourceText } from "../../source/source-text.ts";
import { overlaps } from "../../source/span.ts";
import type { CredentialHit } from "./credential-hit.ts";
import { findMoreFormats } from "./more-formats.ts";
import { findPrivateKeys } from "./private-keys.ts";
import { detectProviderCredentials } from "./provider-detectors.ts";
import { findWebTokens } from "./web-tokens.ts";
import { findWrapped } from "./wrapped-credentials.ts";

/** A file with more is a dump; its author needs no further pointing at. */
const MAX_HITS = 500;

/** Looks through a whole text. Where two detectors hit the same place, the first one's word and span stand. */
export async function findCredentials(source: SourceText): Promise<CredentialHit[]> {
  const plain = await detect(source);
  const wrapped = await findWrapped(source, detect);
  const hits: CredentialHit[] = [];
  for (const hit of [...plain, ...wrapped].slice(0, MAX_HITS)) {
    if (!hits.some((other) => overlaps(other.span, hit.span))) hits.push(hit);
  }
  return hits.sort((a, b) => a.span.start - b.span.start);
}

async function detect(source: SourceText): Promise<CredentialHit[]> {
  const { text } = source;
  const keys = findPrivateKeys(text);
  if (!mayHoldToken(text)) return keys;
  return [
    ...keys,
    ...findMoreFormats(text),
    ...findWebTokens(text),
    ...(await detectProviderCredentials(source)),
  ];
}

const LONG_RUN = /(?<![\w+/=-])[\w+/=-]{16,}/g;

/**
 * What all formats have in common, ours and the library's: a long run of characters with a digit or with letters of both cases; only the key
 * ids of AWS may be without. Most files have none, and then the detectors need not even be loaded.
 */
function mayHoldToken(text: string): boolean {
  for (const [run] of text.matchAll(LONG_RUN)) {
    if (/\d|A[KS]IA[A-Z]{16}/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run))) return true;
  }
  return false;
}
