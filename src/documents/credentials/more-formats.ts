/** Formats that people deploying with Kamal use and that the detector library does not know. */
import type { CredentialHit } from "./credential-hit.ts";

interface Format {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Every pattern is anchored by a fixed prefix and bounded, so that scanning stays linear. */
const FORMATS: readonly Format[] = [
  {
    what: "private key",
    pattern: /-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY-----(?:\s|\\n)+(?=[A-Za-z0-9+/]{24})/g,
  },
  { what: "signed JSON web token", pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/g },
  { what: "DigitalOcean token", pattern: /\bdo[op]_v1_[0-9a-f]{64}\b/g },
  { what: "RubyGems API key", pattern: /\brubygems_[0-9a-f]{48}\b/g },
  { what: "PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,500}/g },
  { what: "Google API key", pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { what: "Telegram bot token", pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  {
    what: "Discord webhook",
    pattern: /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,80}/g,
  },
];

/** Finds them in a whole text. */
export function findMoreFormats(text: string): CredentialHit[] {
  return FORMATS.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({
      what,
      worth: "whole" as const,
      span: { start: match.index, end: match.index + match[0].trimEnd().length },
    })),
  );
}
