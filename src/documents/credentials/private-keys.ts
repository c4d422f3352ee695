/** Private keys in PEM armour, from the first dash to the last: in block scalars, JSON strings, comments. */
import type { CredentialHit } from "./credential-hit.ts";

const BEGIN = /-----BEGIN (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** The longest RSA keys take about 13,000 characters. */
const LONGEST = 20_000;

/** What follows the first line of a real key within a few lines; prose and grep patterns have nothing like it. */
const BODY = /[A-Za-z0-9+/]{40}/;

/** Finds them in a whole text. */
export function findPrivateKeys(text: string): CredentialHit[] {
  const starts = [...text.matchAll(BEGIN)].map((match) => match.index);
  return starts.flatMap((start, index) => {
    const block = text.slice(start, Math.min(starts[index + 1] ?? text.length, start + LONGEST));
    if (!BODY.test(block.slice(0, 600))) return [];
    return [{ what: "private key", worth: "whole" as const, span: { start, end: start + lengthOf(block) } }];
  });
}

/** Without an end, everything up to the first blank line belongs to it. */
function lengthOf(block: string): number {
  const end = END.exec(block);
  if (end) return end.index + end[0].length;
  const blank = /\n[ \t]*\r?\n/.exec(block);
  return block.slice(0, blank?.index ?? block.length).trimEnd().length;
}
