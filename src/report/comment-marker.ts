/**
 * The invisible line that makes a comment ours: which findings it is about, signed, so that nobody can write a comment that
 * passes for one of ours.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** What a marker holds. */
export interface CommentMarker {
  readonly repositoryId: number;
  readonly pullNumber: number;
  readonly fingerprints: readonly string[];
}

const PATTERN = /<!-- kamal-review v1 repo=(\d+) pr=(\d+) fp=([0-9a-f,]+) sig=([0-9a-f]{64}) -->/;

/** Writes a marker. `key` is the app's own and never leaves it. */
export function writeMarker(marker: CommentMarker, key: Uint8Array): string {
  const fields = fieldsOf(marker);
  return `<!-- kamal-review v1 ${fields} sig=${sign(fields, key).toString("hex")} -->`;
}

/** Reads the marker of a comment; undefined when there is none, or when it was not signed with this key. */
export function readMarker(body: string, key: Uint8Array): CommentMarker | undefined {
  const [, repositoryId = "", pullNumber = "", fingerprints = "", signature = ""] = PATTERN.exec(body) ?? [];
  if (signature === "") return undefined;
  const marker = {
    repositoryId: Number(repositoryId),
    pullNumber: Number(pullNumber),
    fingerprints: fingerprints.split(",").filter((part) => part !== ""),
  };
  return timingSafeEqual(Buffer.from(signature, "hex"), sign(fieldsOf(marker), key)) ? marker : undefined;
}

function fieldsOf({ repositoryId, pullNumber, fingerprints }: CommentMarker): string {
  return `repo=${repositoryId} pr=${pullNumber} fp=${fingerprints.join(",")}`;
}

function sign(fields: string, key: Uint8Array): Buffer {
  return createHmac("sha256", key).update(fields).digest();
}
