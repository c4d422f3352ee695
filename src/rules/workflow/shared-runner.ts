/** WFL-06: a machine of one's own runs jobs of the workflow that deploys. */
import { triggerOf, type Workflow, type WorkflowJob } from "../../documents/workflow/workflow.ts";
import { get, scalarsOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { runsForForks } from "../shared/workflows/workflow-guards.ts";

export default defineRule({
  id: "shared-runner",
  category: "workflow",
  severity: "high",
  confidence: "medium",
  title: "Own runner within reach of pull requests",
  why: "A self-hosted runner keeps files, Docker's cache and processes from job to job, so the code of a pull request can wait there for the keys of the next deployment.",
  fix: "Run pull requests on GitHub's runners, and keep a runner group of its own for deployments.",
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#hardening-for-self-hosted-runners",
  ],
  appliesTo: ["workflow"],
  *check(workflow) {
    let isTold = false;
    for (const job of workflow.jobs) {
      const at = selfHosted(job);
      if (!at) continue;
      const open = isOpen(job, workflow);
      if (open && !isTold)
        yield { at, message: "Code of a pull request from anybody's fork runs on your own machine here." };
      isTold ||= open; // the trigger lets it into all of them
      if (!open && job.deploys)
        yield {
          at,
          severity: "low",
          strictness: "pedantic",
          message: "This deploys from a machine of your own, which keeps what earlier jobs left behind.",
        };
    }
  },
});

function isOpen(job: WorkflowJob, workflow: Workflow): boolean {
  return runsForForks(job, workflow) && triggerOf(workflow, "workflow_call") === undefined;
}

function selfHosted({ node }: WorkflowJob): YamlScalar | undefined {
  const runsOn = get(node, "runs-on");
  const labels = runsOn?.kind === "map" ? scalarsOf(get(runsOn, "labels")) : scalarsOf(runsOn);
  return labels.find(({ text }) => text === "self-hosted");
}
