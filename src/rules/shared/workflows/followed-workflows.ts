/** The workflow after which another one starts, and whether that one asks how it ended: `on: workflow_run`. */
import type { Project } from "../../../documents/project.ts";
import { parseCondition, verdictOf } from "../../../documents/workflow/conditions.ts";
import { followedAt, followedNames, workflowName } from "../../../documents/workflow/followed-names.ts";
import { triggerOf, type Workflow } from "../../../documents/workflow/workflow.ts";
import { entryOf, get, scalarOf, type YamlMap } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { nearestLeft } from "../places/nearest-left.ts";
import { checksAwaited, checksIn } from "./awaited-checks.ts";
import { calledBy, type Deployment, type Stage, sameStage } from "./awaited-jobs.ts";
import { judgeCondition, judgeEvent } from "./workflow-guards.ts";

/** The jobs of those that a workflow follows; undefined when one of them can't be found. */
function followedStages(workflow: Workflow, project: Project): Stage[] | undefined {
  const followed = followedNames(workflow).map((name) => workflowsNamed(name, project));
  if (followed.some((same) => same.length === 0)) return undefined;
  return followed.flat().flatMap((one) => stagesOf(one, project));
}

/** Both with the jobs of the workflows that they follow, as far as these are asked for; not where one of these can't be found. */
export function withFollowed(was: Deployment, now: Deployment): [Deployment, Deployment] {
  const [all, after] = [was, now].map((one) =>
    asksForSuccess(one) ? followedStages(one.workflow, one.project) : [],
  );
  // after any of several it starts, so that it loses nothing by following fewer
  const isOneOfSeveral = new Set(all?.map(({ startedBy }) => startedBy)).size > 1 && after?.length !== 0;
  const before = isOneOfSeveral
    ? all?.filter((stage) => sameStage(stage, after ?? []) || isFollowed(stage, now))
    : all;
  if (!before || !after) return [was, now];
  const add = (one: Deployment, more: Deployment["awaited"]): Deployment => ({
    ...one,
    awaited: [...one.awaited, ...more],
  });
  return [add(was, before), add(now, after)];
}

function isFollowed({ startedBy }: Stage, { workflow }: Deployment): boolean {
  return startedBy !== undefined && followedNames(workflow).includes(workflowName(startedBy));
}

function stagesOf(workflow: Workflow, project: Project): Stage[] {
  const own = workflow.jobs.map((job) => ({ job, workflow }));
  const called = own.flatMap((stage) => calledBy(stage, project));
  return [...own, ...called].map((stage) => ({ ...stage, startedBy: workflow }));
}

/** Nothing keeps several files from having one name; the end of each counts. */
function workflowsNamed(name: string, { documents }: Project): Workflow[] {
  return documents.filter(
    (document): document is Workflow => document.kind === "workflow" && workflowName(document) === name,
  );
}

/** One more workflow to follow, by its name or under one that was followed, after which the deployment starts whatever became of the others. */
export function* alsoFollows(was: Deployment, now: Deployment): Iterable<Problem> {
  const old = followedNames(was.workflow);
  const names = followedNames(now.workflow);
  if (old.length === 0 || !old.every((name) => names.includes(name)) || !asksForSuccess(was)) return;
  const asked = checkNamesOf(
    old.flatMap((name) => workflowsNamed(name, was.project)),
    was.project,
  );
  for (const { at, workflow } of newlyFollowed(was, now)) {
    const made = new Set(checkNamesOf([workflow], now.project));
    if (asked.every((name) => made.has(name))) continue;
    const message =
      "The deployment starts after this workflow as well, whatever became of the checks of the others.";
    yield { at, subject: "workflows", message };
    return;
  }
}

function newlyFollowed(was: Deployment, now: Deployment): { at: Problem["at"]; workflow: Workflow }[] {
  const old = followedNames(was.workflow);
  return followedAt(now.workflow).flatMap((at) => {
    const all = workflowsNamed(at.text, now.project);
    if (!old.includes(at.text)) return all.map((workflow) => ({ at, workflow }));
    const before = workflowsNamed(at.text, was.project).map(({ source }) => source.path);
    const fresh = all.filter(({ source }) => !before.includes(source.path));
    // one that only moved is told by what it has lost
    return fresh.length === all.length
      ? []
      : fresh.map((workflow) => ({ at: entryOf(workflow.root, "name")?.value ?? at, workflow }));
  });
}

/** One more event, on which the deployment starts without the workflow that it follows otherwise. */
export function* startsWithout(was: Deployment, now: Deployment): Iterable<Problem> {
  if (!asksForSuccess(was) || !triggerOf(now.workflow, "workflow_run")) return;
  const made = new Set(checksAwaited(now).flatMap(({ name, lapse }) => (lapse ? [] : [name])));
  const followed = followedNames(was.workflow).flatMap((name) => workflowsNamed(name, was.project));
  if (checkNamesOf(followed, was.project).every((name) => made.has(name))) return;
  for (const { name, at, settings } of now.workflow.triggers) {
    if (!/^(?:push|schedule|release)$/.test(name) || !mayStart(now, name)) continue;
    if (triggerOf(was.workflow, name) && mayStart(was, name)) continue;
    const isForMain = name === "push" && get(settings, "tags") === undefined;
    const message = `On \`${name}\` the deployment starts without the checks of the workflow that it follows otherwise.`;
    yield { at, subject: "event", message, severity: isForMain ? "high" : "medium" };
  }
}

function mayStart({ job }: Deployment, event: string): boolean {
  return judgeCondition(job, (atom) => (SUCCEEDED.test(atom) ? false : judgeEvent(atom, event))) !== false;
}

function checkNamesOf(workflows: readonly Workflow[], project: Project): string[] {
  const awaited = workflows.flatMap((workflow) => stagesOf(workflow, project));
  return checksIn(awaited, project).flatMap(({ name, lapse }) => (lapse ? [] : [name]));
}

/** `if: github.event.workflow_run.conclusion == 'success'`, of the job that deploys, of its steps or of one that it waits for. */
function asksForSuccess({ job, awaited }: Pick<Deployment, "job" | "awaited">): boolean {
  const deploying = job.steps.filter(({ runsKamal }) => runsKamal);
  if (deploying.length > 0 && deploying.every(({ node }) => demandsSuccess(node))) return true;
  return [{ job }, ...awaited].some((stage) => demandsSuccess(stage.job.node));
}

/** True for a condition that can't hold after a failure. */
function demandsSuccess(node: YamlMap): boolean {
  const condition = scalarOf(get(node, "if"))?.text ?? "";
  if (!condition.includes("workflow_run.conclusion")) return false;
  const verdict = verdictOf(parseCondition(condition), (atom) =>
    SUCCEEDED.test(atom) ? false : judgeEvent(atom, "workflow_run"),
  );
  return verdict === false;
}

const SUCCEEDED =
  /workflow_run\.conclusion\s{0,9}==\s{0,9}["']success["']|["']success["']\s{0,9}==.{0,40}workflow_run\.conclusion/;

/** What asked how the workflow before ended, and does so no more. */
export function* lostSuccess(was: Deployment, now: Deployment): Iterable<Problem> {
  if (!asksForSuccess(was) || asksForSuccess(now) || !triggerOf(now.workflow, "workflow_run")) return;
  if (now.job.steps.some(({ run }) => run?.text.includes("workflow_run.conclusion"))) return;
  const at = get(now.job.node, "if") ?? nearestLeft(was.job.node, "if", now.job.node)?.key ?? now.job.key;
  const message = "The deployment no longer asks whether the workflow that it follows has succeeded.";
  yield { at, subject: "conclusion", message };
}
