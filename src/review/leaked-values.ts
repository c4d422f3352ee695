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

/** Rules of other categories whose findings stand at values. */
const ABOUT_VALUES: ReadonlySet<string> = new Set(["hardcoded-credential"]);

/** True when the finding stands at a value that was committed. */
export function isLeakedValue({ category, ruleId }: Pick<Finding, "category" | "ruleId">): boolean {
  return ABOUT_VALUES.has(ruleId) || (category === "secrets" && !ABOUT_OTHER_THINGS.has(ruleId));
}
