/** Releases of Traefik with known holes. */

import { compareVersions, readVersion } from "../../../documents/versions/tag-version.ts";
import { readImageName } from "../images/image-names.ts";

/** First releases without CVE-2024-45410: headers that identify the visitor could be taken away by himself. */
const FIXED = { 2: [2, 11, 9], 3: [3, 1, 3] } as const;

/** The first release without the hole, when an image is older. A tag of fewer numbers names the newest of its line. */
export function fixedReleaseFor(image: string): string | undefined {
  const { tag, hasDigest } = readImageName(image);
  const numbers = readVersion(tag ?? "");
  if (!numbers || hasDigest) return undefined;
  const fixed = numbers[0] === 3 ? FIXED[3] : FIXED[2];
  return compareVersions(numbers, fixed.slice(0, numbers.length)) < 0 ? fixed.join(".") : undefined;
}
