/** A suppression that accepts nothing any more. */
import { defineSuppressionRule } from "../../engine/rule.ts";
import type { JudgedSuppression } from "../../engine/suppressions.ts";

export default defineSuppressionRule({
  id: "unused-suppression",
  category: "config",
  severity: "low",
  confidence: "high",
  title: "Suppression that accepts nothing",
  why: "What it accepted is gone, so it would silently accept the next fault of the kind on that line.",
  fix: "Delete the comment.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  *judge(suppression) {
    const { unused, unknown, reason } = suppression;
    if (reason === "" || unknown.length > 0) return;
    for (const id of unused)
      yield {
        at: suppression,
        subject: id,
        message: `\`${id}\` finds nothing ${whereTo(suppression)}.`,
      };
  },
});

/** Which line was meant is what people get wrong. */
function whereTo({ guarded }: JudgedSuppression): string {
  if (!guarded) return "here, since nothing follows this comment";
  const { first, last } = guarded;
  return first === last
    ? `in line ${first}, which this accepts`
    : `in lines ${first} to ${last}, which this accepts`;
}
