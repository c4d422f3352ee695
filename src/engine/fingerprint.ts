/**
 * The name of a finding across commits. Made of the rule, the file, the structural address of the value, what the
 * rule says it is about, and an ordinal among equals: no line number, so that moved lines keep it, and no value, so that
 * it says nothing about a secret.
 */
import { hash } from "node:crypto";

/** What a fingerprint is made of. */
export interface FingerprintParts {
  readonly ruleId: string;
  readonly path: string;
  readonly anchor: string;
  readonly subject: string;
  /** 0 for the first finding that is equal in everything above. */
  readonly ordinal: number;
}

/** 32 hexadecimal digits. */
export function fingerprint({ ruleId, path, anchor, subject, ordinal }: FingerprintParts): string {
  const parts = JSON.stringify(["kamal-review-1", ruleId, path, anchor, subject, ordinal]);
  return hash("sha256", parts, "hex").slice(0, 32);
}
