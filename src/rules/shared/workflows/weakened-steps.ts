/** Steps of a deployment's own job that check something, and what a change does to them. */
import type { Workflow, WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { scalarText } from "../../../documents/yaml/scalar-text.ts";
import { get, isTrue, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { FAILS, isCheck, linesOf } from "../gates/gate-lines.ts";
import { weakenings } from "../gates/gates.ts";
import { awaitedBy } from "./workflow-gates.ts";

/** Checks in front of a deployment whose failure stops it no longer. */
export function* weakenedSteps(before: Workflow, after: Workflow): Iterable<Problem> {
  for (const job of after.jobs) {
    const was = before.jobs.find(({ key }) => key.text === job.key.text);
    if (!was || !isWaitedFor(job, after)) continue;
    for (const step of job.steps) {
      const same = counterpartOf(step, job, was);
      if (same && checks(same)) yield* weakened(same, step);
    }
  }
}

/** A job that deploys, or one that such a job needs. */
function isWaitedFor({ key, runsKamal }: WorkflowJob, workflow: Workflow): boolean {
  return (
    runsKamal || workflow.jobs.some((other) => other.runsKamal && awaitedBy(other, workflow).has(key.text))
  );
}

/** The step of the same name, else the one at the same place among those without a name. */
function counterpartOf(step: WorkflowStep, job: WorkflowJob, was: WorkflowJob): WorkflowStep | undefined {
  const name = nameOf(step);
  if (name !== undefined) return was.steps.find((other) => nameOf(other) === name);
  const unnamed = ({ steps }: WorkflowJob): WorkflowStep[] =>
    steps.filter((one) => nameOf(one) === undefined);
  const [now, then] = [unnamed(job), unnamed(was)];
  return now.length === then.length ? then[now.indexOf(step)] : undefined;
}

function nameOf({ node }: WorkflowStep): string | undefined {
  return scalarOf(get(node, "id") ?? get(node, "name"))?.text;
}

function checks({ run, node }: WorkflowStep): boolean {
  return !forgives(node) && linesOf(run?.text ?? "").some(({ text }) => FAILS.test(text) || isCheck(text));
}

function forgives(node: WorkflowStep["node"]): boolean {
  const value = get(node, "continue-on-error");
  return value?.kind === "scalar" && isTrue(value);
}

function* weakened(was: WorkflowStep, step: WorkflowStep): Iterable<Problem> {
  const value = get(step.node, "continue-on-error");
  if (value && forgives(step.node)) {
    const message = "The deployment goes on from now on when this check fails.";
    yield { at: value, subject: "continue-on-error", message };
  }
  if (!was.run || !step.run || was.run.text === step.run.text) return;
  const text = scalarText(step.run);
  for (const { offset, end, what, severity } of weakenings(was.run.text, text.text)) {
    const at = { source: text.source, span: text.toSource({ start: offset, end }), anchor: what };
    yield { at, subject: what, message: what, ...(severity ? { severity } : {}) };
  }
}
