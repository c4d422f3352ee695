/** Which destinations the condition of a hook is about. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";

/** `"$KAMAL_DESTINATION" != "production"`, `destination == "staging"` */
const COMPARED = /destination\b[^=!]{0,20}(!?)==?=? ?["']?([a-z][\w-]*)/i;

/** True for a condition that holds at production, false for one that doesn't; undefined where it compares no destination. */
export function holdsAtProduction(condition: string): boolean | undefined {
  const [, negation, name] = COMPARED.exec(condition) ?? [];
  if (name === undefined) return undefined;
  return (stakesOf(name) === "production") !== (negation === "!");
}
