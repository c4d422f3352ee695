/** What stands between an event and a job: filters of triggers and conditions of jobs. */
import { parseCondition, type Verdict, verdictOf } from "../../../documents/workflow/conditions.ts";
import type { Trigger, Workflow, WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { triggerOf } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, scalarsOf } from "../../../documents/yaml/yaml-node.ts";

/** The condition of a job as text; empty without one. */
function conditionOf(job: WorkflowJob): string {
  return scalarOf(get(job.node, "if"))?.text ?? "";
}

/** What each comparison of the job's condition comes to; false when the job can't run then, undefined when it may. */
export function judgeCondition(job: WorkflowJob, judge: (atom: string) => Verdict): Verdict {
  const text = conditionOf(job);
  return text.trim() === "" ? true : verdictOf(parseCondition(text), judge);
}

/** What a comparison with the name of the event comes to. */
export function judgeEvent(atom: string, event: string): Verdict {
  const { operator, name } =
    /^github\.event_name\s*(?<operator>[!=]=)\s*['"](?<name>\w+)['"]$/.exec(atom)?.groups ??
    /^['"](?<name>\w+)['"]\s*(?<operator>[!=]=)\s*github\.event_name$/.exec(atom)?.groups ??
    {};
  return operator === undefined ? undefined : (operator === "==") === (name === event);
}

/** What a comparison comes to for a fork's pull request. */
export function judgeFork(atom: string): Verdict {
  if (/\bhead\.repo\.fork\s*==\s*false|\.merged\b(?!_)/.test(atom)) return false;
  if (/\bhead\.repo\.fork(?:\s*==\s*true)?$/.test(atom)) return true;
  if (!/\bhead\.repo\.(?:full_name|owner|id|name|url)\b/.test(atom)) return undefined;
  return atom.includes("!=");
}

/** True when each of the job's steps with Kamal asks for a branch or tag. A pull request's own ref is never one of those. */
function stepsAskForRef(job: WorkflowJob): boolean {
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

/** True when a pull request, those from forks included, starts the job, whatever its steps then ask for. */
export function runsForForks(job: WorkflowJob, workflow: Workflow): boolean {
  const events = ["pull_request", "pull_request_target"].filter((name) => triggerOf(workflow, name));
  return events.some((event) => isReached(job, event, judgeFork));
}

/** The same for a job that then deploys. */
export function startsFromForks(job: WorkflowJob, workflow: Workflow): boolean {
  return !stepsAskForRef(job) && runsForForks(job, workflow);
}

/** True when a push to any branch starts the job. */
export function startsFromAnyBranch(job: WorkflowJob, workflow: Workflow): boolean {
  const push = triggerOf(workflow, "push");
  if (push === undefined || namesBranches(push) || stepsAskForRef(job)) return false;
  return isReached(job, "push", () => undefined);
}

/** Neither the event nor the branch or tag that the condition asks for keeps it away. */
function isReached(job: WorkflowJob, event: string, judge: (atom: string) => Verdict): boolean {
  const verdict = judgeCondition(
    job,
    (atom) => judgeEvent(atom, event) ?? (namesRef(atom) ? false : judge(atom)),
  );
  return verdict !== false;
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
