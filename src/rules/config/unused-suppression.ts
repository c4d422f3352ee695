/** A suppression that accepts nothing any more. */
import { defineSuppressionRule } from "../../engine/rule.ts";

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
        message: `\`${id}\` finds nothing on the line that this accepts.`,
      };
  },
});
