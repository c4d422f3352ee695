/** Which findings are about the value of a secret, which stays leaked when the line is gone. */
import type { Finding } from "../engine/finding.ts";

/** Rules of the category whose findings stand at a name, a switch or a path, which readers are to see. */
const ABOUT_OTHER_THINGS: ReadonlySet<string> = new Set([
  "accessory-file-exposed",
  "clear-secret-through-erb",
  "secret-demoted",
  "secret-not-declared",
  "secret-unused",
  "weak-accessory-auth",
]);

/** True when the finding stands at a value that was committed. */
export function isLeakedValue({ category, ruleId }: Pick<Finding, "category" | "ruleId">): boolean {
  return category === "secrets" && !ABOUT_OTHER_THINGS.has(ruleId);
}
