/** A suppression that says nothing: no rule, no such rule, or no reason. */
import { defineSuppressionRule } from "../../engine/rule.ts";

export default defineSuppressionRule({
  id: "invalid-suppression",
  category: "config",
  severity: "medium",
  confidence: "high",
  title: "Suppression without a known rule or a reason",
  why: "A suppression is a decision that others must be able to follow later, so one without a rule or a reason accepts nothing.",
  fix: "Write `# kamal-review: ignore[rule-id] reason`, with the id of a rule and why its finding is acceptable here.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  *judge(suppression) {
    const { ruleIds, unknown, reason } = suppression;
    if (ruleIds.length === 0) yield { at: suppression, message: "This suppression names no rule." };
    else if (unknown.length > 0)
      yield {
        at: suppression,
        subject: "rule",
        message: "This suppression names a rule that does not exist.",
      };
    else if (reason === "")
      yield { at: suppression, subject: "reason", message: "This suppression gives no reason." };
  },
});
