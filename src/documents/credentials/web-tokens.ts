/** Signed JSON web tokens, except those that say of themselves that everybody may have them. */
import type { CredentialHit } from "./credential-hit.ts";

const TOKEN = /\beyJ[\w-]{10,2000}\.(eyJ[\w-]{10,4000})\.[\w-]{20,1000}/g;

/** Supabase's key for browsers, the example of jwt.io, Supabase's published keys for local development. */
const HARMLESS = /"role" ?: ?"anon"|"sub" ?: ?"1234567890"|"iss" ?: ?"supabase-demo"/;

/** Finds them in a whole text. */
export function findWebTokens(text: string): CredentialHit[] {
  return [...text.matchAll(TOKEN)]
    .filter((match) => !HARMLESS.test(Buffer.from(match[1] ?? "", "base64url").toString("latin1")))
    .map((match) => ({
      what: "signed JSON web token",
      worth: "whole" as const,
      span: { start: match.index, end: match.index + match[0].length },
    }));
}
