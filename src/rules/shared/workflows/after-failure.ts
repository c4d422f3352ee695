/** Whether a job or step that deploys starts although what it waits for has failed or was left out. */
import {
  parseCondition,
  type Verdict,
  verdictOf,
  verdictOfLiteral,
} from "../../../documents/workflow/conditions.ts";
import type { WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, scalarsOf, type YamlMap } from "../../../documents/yaml/yaml-node.ts";
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
  const of = (name: string): string => {
    const other = workflow.jobs.find(({ key }) => key.text.toLowerCase() === name.toLowerCase());
    if (other?.key.text === needed.key.text) return result;
    return other && awaitedBy(other, workflow).has(needed.key.text) ? "skipped" : "success";
  };
  const all = scalarsOf(get(job.node, "needs")).map(({ text }) => of(text));
  return mayHold(job.node, { result, of, all });
}

/** What has become of the jobs or steps before. */
interface Results {
  /** Of the one in question. */
  readonly result: Result;
  readonly of: (name: string) => string;
  /** Of those that the job names itself. */
  readonly all: readonly string[];
}

function mayHold(node: YamlMap, results: Results): boolean {
  const condition = conditionOf(node);
  if (!STATUS.test(condition)) return false;
  const judge = (atom: string): Verdict =>
    judgeStatus(atom, results.result) ?? judgeResult(atom, results) ?? verdictOfLiteral(atom);
  return verdictOf(parseCondition(condition), judge) !== false;
}

/** Without one of these, nothing starts after a failure. */
const STATUS = /\b(?:always|cancelled|failure|success)\s*\(/i;

function judgeStatus(atom: string, result: Result): Verdict {
  const name = /^(\w+)\s*\(\s*\)$/.exec(atom)?.[1]?.toLowerCase();
  if (name === "always") return true;
  if (name === "failure") return result === "failure";
  return name === "success" || name === "cancelled" ? false : undefined;
}

/** A question about results; in an expression neither names nor texts have a case. */
function judgeResult(text: string, { of, all }: Results): Verdict {
  const atom = text.replace(/\s+/g, "").toLowerCase();
  if (IS_THERE.test(atom)) return true; // no result is empty
  const [, name, operator, value] = IS.exec(atom) ?? turned(IS_TURNED.exec(atom));
  if (name !== undefined) return ((name === "*" ? "" : of(name)) === value) === (operator === "==");
  const [, asked] = ANY_IS.exec(atom) ?? [];
  if (asked !== undefined) return all.includes(asked);
  const [, list = "", listed] = IS_AMONG.exec(atom) ?? [];
  return listed === undefined ? undefined : list.includes(of(listed));
}

const ONE = String.raw`(?:needs|steps)(?:\.|\[["'])([\w*-]{1,100})(?:["']\])?\.(?:result|outcome|conclusion)`;
const IS_THERE = new RegExp(`^${ONE}$`);
const IS = new RegExp(`^${ONE}([!=]=)["'](\\w*)["']$`);
const IS_TURNED = new RegExp(`^["'](\\w*)["']([!=]=)${ONE}$`);
const ANY_IS =
  /^contains\((?:join\(|tojson\()?needs\.\*\.result[^"']{0,9}(?:["'][^"'\w]{0,9}["']\))?,["']"?(\w+)"?["']\)$/;
const IS_AMONG = new RegExp(`^contains\\(([^$]{1,200}),${ONE}\\)$`);

function turned(found: RegExpExecArray | null): readonly (string | undefined)[] {
  const [all, value, operator, name] = found ?? [];
  return [all, name, operator, value];
}

/** The same for the step that deploys, behind checks of the same job. */
export function* stepStartsRegardless(was: Deployment, now: Deployment): Iterable<Problem> {
  const regardless = stepGoingOn(now);
  const condition = scalarOf(get(regardless?.node, "if"));
  if (!condition || stepGoingOn(was)) return;
  // with checks before it that are new, nothing is lost
  if (was.job.steps.some((step) => deploys(step, was.project) && conditionOf(step.node) === condition.text))
    return;
  const message = "The deployment starts under this condition even if the checks before it have failed.";
  yield { at: condition, subject: "if", message };
}

/** The first step that deploys although a check before it has failed. */
function stepGoingOn({ job, project }: Deployment): WorkflowStep | undefined {
  const { steps } = job;
  const checks = steps.flatMap((step, index) => (isCheckStep(step, project) ? [index] : []));
  return steps.find(
    (step, index) =>
      deploys(step, project) && checks.some((check) => check < index && goesOn(step, check, steps)),
  );
}

function goesOn({ node }: WorkflowStep, failed: number, steps: readonly WorkflowStep[]): boolean {
  const of = (name: string): string => {
    const index = steps.findIndex((step) => scalarOf(get(step.node, "id"))?.text.toLowerCase() === name);
    if (index === failed) return "failure";
    return index < failed ? "success" : "skipped";
  };
  return mayHold(node, { result: "failure", of, all: [] });
}

function conditionOf(node: YamlMap): string {
  return scalarOf(get(node, "if"))?.text ?? "";
}
