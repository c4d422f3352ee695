/** What a workflow waits for before it deploys, and what a change does to it. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import type { Workflow, WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, scalarsOf } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { nearestLeft } from "../places/nearest-left.ts";
import { shortened } from "../places/shortened.ts";

/** Approvals and checks that jobs with Kamal no longer wait for, though they still deploy. */
export function* openedJobs(before: Workflow, after: Workflow): Iterable<Problem> {
  for (const job of after.jobs) {
    const was = before.jobs.find(({ key }) => key.text === job.key.text);
    if (!was?.runsKamal || !job.runsKamal || get(job.node, "uses")) continue;
    yield* lostEnvironment(was, job);
    yield* lostChecks([was, before], [job, after]);
  }
}

/** Review apps and staging have environments to keep their secrets in, which nobody approves. */
function* lostEnvironment(was: WorkflowJob, { node, key }: WorkflowJob): Iterable<Problem> {
  const name = environmentOf(was);
  if (name === undefined || get(node, "environment") !== undefined) return;
  const at = nearestLeft(was.node, "environment", node)?.key ?? key;
  const isProduction = stakesOf(name) === "production" && !/review|preview|staging|test/i.test(name);
  const shown = /^[\w .-]{1,60}$/.test(name) ? `\`${name}\`` : "before";
  const message = `The deployment leaves the environment ${shown}, so nobody is asked and no branch is refused any more.`;
  yield { at, subject: "environment", severity: isProduction ? "high" : "medium", message };
}

function environmentOf({ node }: WorkflowJob): string | undefined {
  const environment = get(node, "environment");
  return (scalarOf(environment) ?? scalarOf(get(environment, "name")))?.text;
}

/** Jobs that are there for their verdict. */
const VERDICT = /test|lint|check|audit|scan|security|brakeman|rubocop|^ci$|verify|approv|quality|spec/i;

function* lostChecks(
  [was, before]: readonly [WorkflowJob, Workflow],
  [job, after]: readonly [WorkflowJob, Workflow],
): Iterable<Problem> {
  const now = awaitedBy(job, after);
  const lost = [...awaitedBy(was, before)].filter(
    (name) => VERDICT.test(name) && !now.has(name) && after.jobs.some(({ key }) => key.text === name),
  );
  const [first] = lost;
  if (first === undefined) return;
  const needs = get(job.node, "needs");
  const at = needs ?? nearestLeft(was.node, "needs", job.node)?.key ?? job.key;
  const message = `The deployment no longer waits for the job \`${shortened(first)}\`.`;
  yield { at, subject: "needs", severity: "medium", message };
}

/** Names of the jobs that a job needs, and those need. */
export function awaitedBy(job: WorkflowJob, { jobs }: Workflow): Set<string> {
  const awaited = new Set<string>();
  const pending = [job];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const { text } of scalarsOf(get(next.node, "needs"))) {
      if (awaited.has(text)) continue;
      awaited.add(text);
      pending.push(...jobs.filter(({ key }) => key.text === text));
    }
  }
  return awaited;
}
