/** Whether a job or step that deploys starts although what it waits for has failed or was left out. */
import { parseCondition, type Verdict, verdictOf } from "../../../documents/workflow/conditions.ts";
import type { WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, type YamlMap } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { deploys, isCheckStep } from "./awaited-checks.ts";
import { awaitedBy, type Deployment, type Stage } from "./awaited-jobs.ts";

/** What became of a job that another one needs. */
type Result = "failure" | "skipped";

/** `if: always()` for the job that deploys: it starts whatever became of those that it waits for. */
export function* startsRegardless(
  was: Deployment,
  now: Deployment,
  verdicts: readonly Stage[],
): Iterable<Problem> {
  const condition = scalarOf(get(now.job.node, "if"));
  const awaited = verdicts.filter(({ workflow }) => workflow === now.workflow);
  if (
    !condition ||
    !awaited.some(({ job }) => startsAfter(now, job, "failure") && !startsAfter(was, job, "failure"))
  )
    return;
  const message =
    "The deployment starts under this condition even if the jobs that it waits for have failed.";
  yield { at: condition, subject: "if", message };
}

/** True for a job whose condition may hold when one that it needs, directly or not, has come to that result. */
export function startsAfter({ job, workflow }: Deployment, needed: WorkflowJob, result: Result): boolean {
  const condition = conditionOf(job.node);
  if (!STATUS.test(condition)) return false;
  const results = (name: string): string => {
    if (name === needed.key.text) return result;
    const other = workflow.jobs.find(({ key }) => key.text === name);
    return other && awaitedBy(other, workflow).has(needed.key.text) ? "skipped" : "success";
  };
  const verdict = verdictOf(
    parseCondition(condition),
    (atom) => judgeStatus(atom, result) ?? judgeResult(atom, results, result),
  );
  return verdict !== false;
}

/** Without one of these, nothing starts after a failure. */
const STATUS = /\b(?:always|cancelled|failure)\(/;

function judgeStatus(atom: string, result: Result): Verdict {
  const name = /^(\w+)\(\s*\)$/.exec(atom)?.[1];
  if (name === "always") return true;
  if (name === "failure") return result === "failure";
  return name === "success" || name === "cancelled" ? false : undefined;
}

function judgeResult(atom: string, results: (name: string) => string, result: Result): Verdict {
  const [, name, operator, value] =
    /^needs\.([\w-]+)\.result\s*([!=]=)\s*["'](\w+)["']$/.exec(atom) ??
    /^needs\[["']([\w-]+)["']\]\.result\s*([!=]=)\s*["'](\w+)["']$/.exec(atom) ??
    [];
  if (name !== undefined) return (results(name) === value) === (operator === "==");
  const [, asked] = /^contains\(\s*(?:join\(\s*)?needs\.\*\.result.*["'](\w+)["']\s*\)$/.exec(atom) ?? [];
  if (asked === result) return true;
  // whoever looks at the results in another way is taken to mean it
  return /\b(?:needs|steps)\b.*\b(?:result|outcome|conclusion)\b/.test(atom) ? false : undefined;
}

/** The same for the step that deploys, behind checks of the same job. */
export function* stepStartsRegardless(was: Deployment, now: Deployment): Iterable<Problem> {
  const isDeploying = (step: WorkflowStep): boolean =>
    deploys(step) || (step.runsKamal && step.uses !== undefined);
  const regardless = now.job.steps.find((step) => isDeploying(step) && goesOn(step.node));
  if (!regardless || was.job.steps.some((step) => isDeploying(step) && goesOn(step.node))) return;
  const before = now.job.steps.slice(0, now.job.steps.indexOf(regardless));
  const condition = scalarOf(get(regardless.node, "if"));
  if (!condition || !before.some((step) => isCheckStep(step, now.project))) return;
  const message = "The deployment starts under this condition even if the checks before it have failed.";
  yield { at: condition, subject: "if", message };
}

function goesOn(node: YamlMap): boolean {
  const condition = conditionOf(node);
  if (!STATUS.test(condition)) return false;
  const judge = (atom: string): Verdict =>
    judgeStatus(atom, "failure") ?? judgeResult(atom, () => "", "failure");
  return verdictOf(parseCondition(condition), judge) !== false;
}

function conditionOf(node: YamlMap): string {
  return scalarOf(get(node, "if"))?.text ?? "";
}
