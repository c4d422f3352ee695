/** Which destinations the condition of a hook is about. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";

/** `"$KAMAL_DESTINATION" != "production"`, `destination == "staging"` */
const COMPARED = /destination\b[^=!]{0,20}(!?)==?=? ?["']?([a-z][\w-]*)/i;

/** True for a condition that holds at production, false for one that doesn't; undefined where it compares no destination. */
export function holdsAtProduction(condition: string): boolean | undefined {
  const [, negation, name] = COMPARED.exec(condition) ?? [];
  if (name === undefined) return undefined;
  const isProduction = stakesOf(name) === "production";
  // `production-us` may be one of several
  if (isProduction && negation === "" && !/^(?:prod|production|live|main|www)$/.test(name)) return undefined;
  return isProduction !== (negation === "!");
}
