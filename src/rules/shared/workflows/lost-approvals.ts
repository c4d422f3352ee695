/** The environment that a deployment leaves: there somebody could be asked, and branches be refused. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import { entryOf, get } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { nearestLeft } from "../places/nearest-left.ts";
import { calledBy, type Deployment, type Stage, sameStage } from "./awaited-jobs.ts";
import { environmentOf, isProduction } from "./environments.ts";
import { placeOfNeeds } from "./place-of-needs.ts";
import { destinationsOf } from "./workflow-guards.ts";

/** The environment of the job itself, or of one that stands before it to be approved. */
export function* lostApproval(was: Deployment, now: Deployment): Iterable<Problem> {
  const own = environmentOf(was.job);
  const name = own ?? was.awaited.map(({ job }) => environmentOf(job)).find((asked) => asked !== undefined);
  if (name === undefined) return;
  const asking = own === undefined ? askingNow(now) : askingInstead(own, was, now);
  const [lesser] = asking;
  if (lesser) {
    yield* movedToLesser(name, lesser, asking, now);
    return;
  }
  const message =
    own === undefined
      ? `The deployment no longer waits for the environment ${shownName(name)}, so nobody is asked any more.`
      : `The deployment leaves the environment ${shownName(name)}, so nobody is asked and no branch is refused any more.`;
  const at =
    own === undefined
      ? placeOfNeeds(was.job, now.job)
      : (entryOf(now.job.node, "environment")?.key ??
        nearestLeft(was.job.node, "environment", now.job.node)?.key ??
        now.job.key);
  yield { at, subject: "environment", severity: isProduction(name) ? "high" : "medium", message };
}

/** From `production` to `preview`, though what is deployed stays the same. */
function* movedToLesser(
  name: string,
  lesser: Pick<Stage, "job">,
  asking: readonly Pick<Stage, "job">[],
  now: Deployment,
): Iterable<Problem> {
  const names = asking.map(({ job }) => environmentOf(job));
  if (!isProduction(name) || names.some((one) => (isChosen(one) ? /prod/i.test(one) : isProduction(one))))
    return;
  const destinations = destinationsOf(now.job);
  if (destinations.length > 0 && destinations.every((one) => stakesOf(one) !== "production")) return;
  const at = get(lesser.job.node, "environment") ?? lesser.job.key;
  const isOpen = names.some(isChosen);
  const other = isOpen ? "one that is only chosen when it runs" : "one of less weight";
  const message = `The deployment leaves the environment ${shownName(name)} for ${other}, which asks nobody and refuses no branch as far as can be told.`;
  yield { at, subject: "environment", message, ...(isOpen ? { severity: "medium" } : {}) };
}

/** True for the name of an environment that an expression gives. */
function isChosen(name: string | undefined): name is string {
  return name?.includes("${{") ?? false;
}

/** The job still, what it calls, or a job before it that is new or of the same environment. */
function askingInstead(own: string, was: Deployment, now: Deployment): Pick<Stage, "job">[] {
  const before = now.awaited.filter(
    (stage) => environmentOf(stage.job) === own || !sameStage(stage, was.awaited),
  );
  return askingNow({ ...now, awaited: before });
}

function askingNow({ job, awaited, project }: Deployment): Pick<Stage, "job">[] {
  const called = calledBy({ job }, project);
  return [{ job }, ...awaited, ...called].filter((stage) => environmentOf(stage.job) !== undefined);
}

function shownName(name: string): string {
  return /^[\w .-]{1,60}$/.test(name) ? `\`${name}\`` : "before";
}
