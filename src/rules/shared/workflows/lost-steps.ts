/** Checks among the steps that a deployment waits for, which a change takes out without another in their place. */
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { shortened } from "../places/shortened.ts";
import { type AwaitedCheck, checksAwaited } from "./awaited-checks.ts";
import { calledBy, callersOf, type Deployment, type Stage, sameStage } from "./awaited-jobs.ts";
import { neverRuns } from "./left-out-checks.ts";
import { type Occasion, occasionsOf } from "./occasions.ts";
import { STYLE, standInsFor } from "./stand-ins.ts";
import { stepsWithin } from "./steps-within.ts";

/** Told once for each job that lost some, of the gravest; `otherwise` is the place when the job is gone as well. */
export function* lostSteps(was: Deployment, now: Deployment, otherwise: Problem["at"]): Iterable<Problem> {
  const kept = [now, ...callersOf(now)].flatMap(checksThatCount);
  const shared = calledBy(was, was.project).filter((stage) => sameStage(stage, calledBy(now, now.project)));
  // what a workflow that both call has lost, is told there
  const old = checksThatCount(was).filter(({ stage, lapse }) => !lapse && !sameStage(stage, shared));
  const [gone, fewer] = lostOf(old, kept);
  if (gone.length + fewer.length === 0) return;
  const standIn = standInsFor(was, now);
  const lapses = new Map(kept.map(({ name, lapse }) => [name, lapse]));
  yield* gone.flatMap(({ name }) => lapses.get(name) ?? []).map(ignored);
  const removed = [...gone.filter(({ name }) => !lapses.get(name)), ...fewer];
  const lost = removed.filter(({ name }) => standIn(name) !== "sound");
  for (const checks of Map.groupBy(lost, ({ stage }) => stage).values()) {
    const check = checks.find(({ name }) => !STYLE.test(name)) ?? checks[0];
    if (!check) continue;
    const isPart = fewer.includes(check);
    const isLess = isPart || STYLE.test(check.name) || standIn(check.name) === "possible";
    const at = placeIn(check, was, now) ?? otherwise;
    const what = `${isPart ? "one of the calls of " : ""}\`${shortened(check.name)}\``;
    const message = `The deployment no longer waits for ${what}, which could stop it.`;
    yield { at, subject: "check", severity: isLess ? "medium" : "high", message };
  }
}

/** With the conditions under which they never run, where there are any. */
function checksThatCount(deployment: Deployment): AwaitedCheck[] {
  const known = new Map<Stage, readonly Occasion[]>();
  return checksAwaited(deployment).map((check) => {
    if (check.lapse || !get(check.step.node, "if")) return check;
    const occasions = known.get(check.stage) ?? occasionsOf(deployment, check.stage);
    known.set(check.stage, occasions);
    return { ...check, lapse: neverRuns(check.step.node, occasions) };
  });
}

/** What is made no more, and what is made less often, though what is left of it is as it was. */
function lostOf(
  old: readonly AwaitedCheck[],
  kept: readonly AwaitedCheck[],
): [readonly AwaitedCheck[], readonly AwaitedCheck[]] {
  const now = Map.groupBy(
    kept.filter(({ lapse }) => !lapse),
    ({ name }) => name,
  );
  const texts = new Set(old.map(({ text }) => text));
  const gone = old.filter(({ name }) => !now.has(name));
  const fewer = old.filter(({ name, text }) => {
    const left = now.get(name) ?? [];
    return (
      left.length > 0 && !STYLE.test(name) && left.every((one) => one.text !== text && texts.has(one.text))
    );
  });
  return [gone, fewer];
}

function ignored(at: Problem["at"]): Problem {
  return { at, subject: "ignored", message: "A check that fails is ignored here from now on." };
}

/** In the job still, or else where the jobs of its workflow are listed. */
function placeIn(check: AwaitedCheck, was: Deployment, now: Deployment): Problem["at"] | undefined {
  const { stage } = check;
  const same = sameStage(stage, [now, ...now.awaited]);
  if (same) return placeInJob(check, stepsOf(stage, was), stepsOf(same, now), same);
  const path = stage.workflow.source.path;
  const other = now.awaited.find(({ workflow }) => workflow.source.path === path);
  if (path === now.workflow.source.path) return undefined;
  return other?.workflow.root.entries.find(({ key }) => key.text === "jobs")?.key;
}

function stepsOf({ job }: Stage, { project }: Deployment): readonly WorkflowStep[] {
  return stepsWithin(job.steps, project);
}

/** The step of the same name, the one that stands where the lost one stood, or the one before it. */
function placeInJob(
  { step }: AwaitedCheck,
  old: readonly WorkflowStep[],
  steps: readonly WorkflowStep[],
  { job }: Stage,
): Problem["at"] {
  const name = nameOf(step);
  const same = name === undefined ? undefined : steps.find((one) => nameOf(one) === name);
  if (same?.run) return same.run;
  const index = old.indexOf(step);
  const before = old.slice(0, index).findLast((one) => positionOf(one, steps) >= 0);
  const at = before ? positionOf(before, steps) : -1;
  const place = steps[at + 1] ?? steps[at];
  return place?.node.entries[0]?.key ?? job.key;
}

function nameOf({ node }: WorkflowStep): string | undefined {
  return scalarOf(get(node, "name"))?.text;
}

function positionOf(step: WorkflowStep, steps: readonly WorkflowStep[]): number {
  const text = textOf(step);
  return steps.findIndex((other) => textOf(other) === text);
}

function textOf({ node }: WorkflowStep): string {
  return node.source.text.slice(node.span.start, node.span.end).trimEnd();
}
