/** What stands between an event and a job: filters of triggers and conditions of jobs. */
import type { Trigger, Workflow, WorkflowJob } from "../../documents/workflow/workflow.ts";
import { triggerOf } from "../../documents/workflow/workflow.ts";
import { get, scalarOf, scalarsOf } from "../../documents/yaml/yaml-node.ts";

/** The condition of a job as text; empty without one. */
export function conditionOf(job: WorkflowJob): string {
  return scalarOf(get(job.node, "if"))?.text ?? "";
}

/** False when the job's condition names the events it is for and this is not one of them. */
export function runsOnEvent(job: WorkflowJob, event: string): boolean {
  const condition = conditionOf(job);
  const excluded = new RegExp(`github\\.event_name\\s*!=\\s*['"]${event}['"]`).test(condition);
  const named = [...condition.matchAll(/github\.event_name\s*==\s*['"](\w+)['"]/g)].map(([, name]) => name);
  return !excluded && (named.length === 0 || named.includes(event));
}

/** True when the job, or each of its steps with Kamal, asks for a branch or tag. A pull request's own ref is never one of those. */
function asksForRef(job: WorkflowJob): boolean {
  if (namesRef(conditionOf(job))) return true;
  const calling = job.steps.filter(({ run, uses }) =>
    /kamal/i.test(`${run?.text ?? ""} ${uses?.text ?? ""}`),
  );
  const acting = calling.filter(
    ({ run }) => !/^(?:sudo )?gem install\b[^\n]*$/.test((run?.text ?? "").trim()),
  );
  return acting.length > 0 && acting.every(({ node }) => namesRef(scalarOf(get(node, "if"))?.text ?? ""));
}

function namesRef(condition: string): boolean {
  return /github\.ref(?:_name)?\s*==|startsWith\(\s*github\.ref|github\.event\.ref\s*==|github\.ref_type\s*==/.test(
    condition,
  );
}

/** True when a pull request of a fork can start the job. */
export function startsFromForks(job: WorkflowJob, workflow: Workflow): boolean {
  const events = ["pull_request", "pull_request_target"].filter((name) => triggerOf(workflow, name));
  if (asksForRef(job) || /head\.repo\.(?:full_name\s*==|fork)|\.merged\b/.test(conditionOf(job)))
    return false;
  return events.some((event) => runsOnEvent(job, event));
}

/** True when a push to any branch starts the job. */
export function startsFromAnyBranch(job: WorkflowJob, workflow: Workflow): boolean {
  const push = triggerOf(workflow, "push");
  return push !== undefined && !asksForRef(job) && runsOnEvent(job, "push") && !namesBranches(push);
}

/** `branches: [main]` or tags only; a pattern such as `**` names none. */
function namesBranches({ settings }: Trigger): boolean {
  const branches = scalarsOf(get(settings, "branches"));
  if (branches.length > 0) return branches.every(({ text }) => !/^\*+$/.test(text));
  return get(settings, "tags") !== undefined;
}

/** Names given to `kamal -d` in the job's steps. */
export function destinationsOf({ steps }: WorkflowJob): string[] {
  return steps.flatMap(({ run }) =>
    [...(run?.text ?? "").matchAll(/\s(?:-d|--destination)[ =]?["']?([\w$-][\w${}.-]{0,100})/g)].map(
      ([, name = ""]) => name,
    ),
  );
}
