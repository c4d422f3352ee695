/** WFL-04: the job that deploys may change more of the repository than it needs to. */
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "broad-token",
  category: "workflow",
  severity: "medium",
  confidence: "high",
  title: "Token of a deploying job with too many permissions",
  why: "Anything that gets to run in the job, a gem or an action, can push code, publish packages and approve pull requests with this token.",
  fix: "Write `permissions: { contents: read }` and add only what a step needs, such as `packages: write` for GitHub's registry.",
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/automatic-token-authentication",
  ],
  appliesTo: ["workflow"],
  *check(workflow) {
    const kamal = workflow.jobs.filter(({ runsKamal }) => runsKamal);
    const written = [workflow.root, ...kamal.map(({ node }) => node)].map((node) => get(node, "permissions"));
    if (kamal.length === 0) return;
    for (const permissions of written) {
      const all = scalarOf(permissions);
      if (all?.text === "write-all")
        yield { at: all, message: "The token of this deployment may write to everything in the repository." };
    }
    yield* whenSilent(workflow);
  },
});

/** Without `permissions` the settings of the repository decide; most workflows leave it at that. */
function* whenSilent({ root, jobs }: Workflow) {
  if (get(root, "permissions")) return;
  const job = jobs.find(({ runsKamal, node }) => runsKamal && !get(node, "permissions"));
  if (job)
    yield {
      at: job.key,
      severity: "low",
      strictness: "pedantic",
      message: "Nothing says what the token of this job may do, so the settings of the repository decide.",
    } as const;
}
