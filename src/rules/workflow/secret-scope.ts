/** WFL-08: secrets reach further than the step that needs them. */
import { secretsIn } from "../../documents/workflow/open-workflow.ts";
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

export default defineRule({
  id: "secret-scope",
  category: "workflow",
  severity: "low",
  confidence: "high",
  title: "Secrets given to more than needs them",
  why: "Every job, action and gem that can see a secret can send it away; the key of a deployment is only needed where Kamal runs.",
  fix: "Set each secret in the `env:` of the step that uses it, and name those that a reusable workflow gets.",
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
  ],
  appliesTo: ["workflow"],
  *check(workflow) {
    if (!workflow.jobs.some(({ runsKamal }) => runsKamal)) return;
    for (const { node } of workflow.jobs) {
      const all = scalarOf(get(node, "secrets"));
      if (all?.text !== "inherit") continue;
      const isOwn = scalarOf(get(node, "uses"))?.text.startsWith("./") ?? true;
      yield {
        at: all,
        severity: isOwn ? "low" : "medium",
        ...(isOwn ? { strictness: "pedantic" as const } : {}),
        message: isOwn
          ? "The called workflow gets every secret of the repository."
          : "A workflow of another repository gets every secret of this one.",
      };
    }
    yield* sharedVariables(workflow);
  },
});

/** With a single job, the whole workflow is that job. */
function* sharedVariables({ root, jobs }: Workflow): Iterable<Problem> {
  for (const { key, value } of entriesOf(get(root, "env"))) {
    if (secretsIn(value).length === 0) continue;
    yield {
      at: value,
      ...(jobs.length > 1 ? {} : { severity: "info" as const }),
      message: `${key.text} holds a secret that every step of every job of this workflow can read.`,
    };
  }
}
