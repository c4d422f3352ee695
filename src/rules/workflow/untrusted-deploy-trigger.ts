/** WFL-01: code that anybody can propose runs where the secrets of the deployment are. */

import type { Verdict } from "../../documents/workflow/conditions.ts";
import { triggerOf, type Workflow, type WorkflowJob } from "../../documents/workflow/workflow.ts";
import { get } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { trustedDownload } from "../shared/workflows/downloaded-artifacts.ts";
import { environmentOf, isProduction } from "../shared/workflows/environments.ts";
import { proposedCode, proposedCodeGiven } from "../shared/workflows/proposed-code.ts";
import { judgeCondition, judgeEvent, judgeFork } from "../shared/workflows/workflow-guards.ts";
import { type Site, sitesIn } from "../shared/workflows/workflow-of.ts";

/** Events that outsiders cause and that run with the repository's secrets. */
const EVENTS = ["pull_request_target", "workflow_run", "issue_comment"];

export default defineRule({
  id: "untrusted-deploy-trigger",
  category: "workflow",
  severity: "critical",
  confidence: "high",
  title: "Code of a pull request runs with the secrets of the deployment",
  why: "This event runs with all secrets also when a fork causes it; whoever opens a pull request has its code, hooks and Gemfile run beside the SSH key and registry login that Kamal uses.",
  fix: "Deploy from `push` to a protected branch; build pull requests under `pull_request` in a workflow without secrets.",
  references: ["https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/"],
  appliesTo: ["workflow"],
  *check(workflow, project) {
    if (!EVENTS.some((event) => triggerOf(workflow, event))) return;
    const sites = Map.groupBy(sitesIn(workflow), ({ job }) => job);
    for (const job of workflow.jobs) {
      if (!job.deploys) continue;
      const steps = sites.get(job) ?? [];
      const checkout = proposedCode(steps, project) ?? proposedCodeGiven(job.node, project);
      if (!checkout) {
        yield* leftByRun(job, steps, workflow);
        continue;
      }
      for (const event of EVENTS) {
        const severity = triggerOf(workflow, event) && severityOf(event, job, workflow);
        if (!severity) continue;
        const message = `On \`${event}\`, this fetches code that outsiders wrote into a job that ${nature(job)}.`;
        yield { at: checkout, severity, message };
        break;
      }
    }
  },
});

/** A fork may change the workflow that ran before, and so what it leaves. */
function* leftByRun(job: WorkflowJob, steps: readonly Site[], workflow: Workflow): Iterable<Problem> {
  if (!triggerOf(workflow, "workflow_run")) return;
  const download = trustedDownload(steps, job.runsKamal);
  const severity = download && severityOf("workflow_run", job, workflow);
  if (!download || !severity) return;
  const message =
    download.brings === "code"
      ? `On \`workflow_run\`, this brings files that a fork's run may have left into a job that ${nature(job)}.`
      : `On \`workflow_run\`, text that a fork's run may have left gets from here into commands of a job that ${nature(job)}.`;
  yield {
    at: download.at,
    severity: severity === "critical" && download.brings === "text" ? "high" : severity,
    message,
  };
}

function nature({ runsKamal }: WorkflowJob): string {
  return runsKamal ? "runs Kamal" : "holds secrets";
}

/** Undefined when a condition keeps outsiders out. */
function severityOf(event: string, job: WorkflowJob, workflow: Workflow): Severity | undefined {
  const canRun = (judge: (atom: string) => Verdict): boolean =>
    judgeCondition(job, (atom) => judgeEvent(atom, event) ?? judgeFork(atom) ?? judge(atom)) !== false;
  if (event === "workflow_run") return severityOfRun(canRun, workflow);
  if (!canRun(() => undefined)) return undefined;
  // a person decides, though the code can change between the look and the run
  const decided = !canRun((atom) => (DECISION.test(atom) && !atom.includes("!=") ? false : undefined));
  const environment = environmentOf(job);
  return decided || (environment !== undefined && isProduction(environment)) ? "high" : "critical";
}

const DECISION = /label|author_association|github\.actor|\.user\.login|sender\.login/;

/** A fork may call its branch `main` too, but few think of it; the event that came first tells for sure. */
function severityOfRun(
  canRun: (judge: (atom: string) => Verdict) => boolean,
  workflow: Workflow,
): Severity | undefined {
  if (!canRun(judgeRun)) return undefined;
  const named = get(triggerOf(workflow, "workflow_run")?.settings, "branches") !== undefined;
  const isSure = canRun((atom) => (/head_branch\s*==/.test(atom) ? false : judgeRun(atom)));
  return named || !isSure ? "medium" : "critical";
}

/** What a comparison comes to when a fork's pull request caused the run. */
function judgeRun(atom: string): Verdict {
  if (/workflow_run\.event\s*(?:==\s*'(?!pull_request)|!=\s*'pull_request)/.test(atom)) return false;
  return /head_repository/.test(atom) ? atom.includes("!=") : undefined;
}
