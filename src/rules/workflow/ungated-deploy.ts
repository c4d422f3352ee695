/** WFL-05: nobody has to agree before Kamal deploys. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { Workflow, WorkflowJob } from "../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { destinationsOf, startsFromAnyBranch, startsFromForks } from "../shared/workflows/workflow-guards.ts";

export default defineRule({
  id: "ungated-deploy",
  category: "workflow",
  severity: "medium",
  confidence: "medium",
  title: "Deployment that nobody has to approve",
  why: "Whoever can push any branch deploys it to the servers, and the secrets are open to every workflow of the repository, because no environment protects them.",
  fix: "Name an `environment:` with required reviewers and allowed branches, and keep the secrets there.",
  references: [
    "https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment",
  ],
  appliesTo: ["workflow"],
  *check(workflow) {
    for (const job of workflow.jobs) {
      if (!job.runsKamal || get(job.node, "environment") || get(job.node, "uses")) continue;
      const open = startsFromAnyBranch(job, workflow) || startsFromForks(job, workflow);
      if (open && isForProduction(job, workflow))
        yield {
          at: job.key,
          message: "Every branch can start this deployment, and no environment asks for an approval.",
        };
      else
        yield {
          at: job.key,
          severity: "low",
          strictness: "pedantic",
          message: "No environment asks for an approval or keeps the secrets of this deployment apart.",
        };
    }
  },
});

/** Review apps and staging are meant to be deployed from branches. */
function isForProduction(job: WorkflowJob, { root, source }: Workflow): boolean {
  const names = [
    source.path,
    job.key.text,
    scalarOf(get(job.node, "name"))?.text,
    scalarOf(get(root, "name"))?.text,
  ];
  if (names.some((name) => /review|preview|staging|\bpr\b/i.test(name ?? ""))) return false;
  const destinations = destinationsOf(job);
  return (
    destinations.length === 0 ||
    destinations.some(
      (name) => !name.includes("$") && stakesOf(name) === "production" && !/^pr(?:-|$)/.test(name),
    )
  );
}
