/** What a repository tells about the Kamal it is deployed with. */
import type { Place } from "../../../source/source-text.ts";
import type { KamalMajor, KamalVersion } from "./kamal-version.ts";

/**
 * `pinned`: exactly this release is installed. `required`: this release or a newer one of the same major version.
 * `file`: a file that only one major version has a use for. `key`: a key that only one major version knows.
 */
export type EvidenceKind = "pinned" | "required" | "file" | "key";

/** One trace. */
export interface VersionEvidence {
  readonly kind: EvidenceKind;
  /** Undefined for majors beyond those we know. */
  readonly major: KamalMajor | undefined;
  /** The release for `pinned`, the oldest possible one for the others where that is known. */
  readonly version: KamalVersion | undefined;
  readonly at: Place;
  /** Completes "… : `Gemfile.lock` has Kamal 2.8.1". */
  readonly because: string;
}

/** The major version that a release belongs to for us: MRSK, Kamal's first name, has the ways of Kamal 1. */
export function majorOf({ major }: KamalVersion): KamalMajor | undefined {
  if (major <= 1) return 1;
  return major === 2 ? 2 : undefined;
}
