/** Checks among the steps that a deployment waits for, which a change takes out without anything in their place. */
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { checkIn, linesOf, ONLY_TALKS } from "../gates/gate-lines.ts";
import { shortened } from "../places/shortened.ts";
import { type Stage, sameStage } from "./awaited-jobs.ts";
import { checksBeforeKamal, isCheckAction } from "./forgiven-checks.ts";

/** A job that deploys with what it waits for. */
interface Awaiting extends Stage {
  readonly awaited: readonly Stage[];
}

/** One check, by the words that tell it from others. */
interface Check {
  readonly name: string;
  readonly stage: Stage;
  readonly step: WorkflowStep;
}

/** Told once for each job that lost some, of the gravest; `otherwise` is the place when the job is gone as well. */
export function* lostSteps(was: Awaiting, now: Awaiting, otherwise: Problem["at"]): Iterable<Problem> {
  const names = new Set(checksOf(now).map(({ name }) => name));
  const gone = checksOf(was).filter(({ name }) => !names.has(name));
  if (gone.length === 0 || bringsSomethingElse(was, now)) return;
  for (const checks of Map.groupBy(gone, ({ stage }) => stage).values()) {
    const lost = checks.find(({ name }) => !STYLE.test(name)) ?? checks[0];
    if (!lost) continue;
    const same = sameStage(lost.stage, [now, ...now.awaited]);
    const at = same ? placeIn(lost, same) : otherwise;
    const message = `The deployment no longer waits for \`${shortened(lost.name)}\`, which could stop it.`;
    yield { at, subject: "check", severity: STYLE.test(lost.name) ? "medium" : "high", message };
  }
}

/** What says nothing about whether the code works. */
const STYLE = /\blint\b|rubocop|eslint|shellcheck|prettier|format/;

function checksOf(deployment: Awaiting): Check[] {
  return stepsOf(deployment).flatMap(({ stage, step }) => {
    const action = step.uses?.text.replace(/@.*$/, "") ?? "";
    if (isCheckAction(action)) return [{ name: action, stage, step }];
    const lines = linesOf(step.run?.text ?? "");
    return lines.flatMap(({ text }) => {
      const name = ONLY_TALKS.test(text) ? undefined : checkIn(text);
      return name === undefined ? [] : [{ name, stage, step }];
    });
  });
}

function stepsOf(deployment: Awaiting): { stage: Stage; step: WorkflowStep }[] {
  const own = checksBeforeKamal(deployment.job).map((step) => ({ stage: deployment, step }));
  const others = deployment.awaited.flatMap((stage) => stage.job.steps.map((step) => ({ stage, step })));
  return [...own, ...others];
}

/** A new command, action or job may do what the old one did; the same check in other words is no new one. */
function bringsSomethingElse(was: Awaiting, now: Awaiting): boolean {
  const known = new Set(wordsOf(was));
  const checks = new Set(checksOf(was).map(({ name }) => name));
  return wordsOf(now).some((text) => !known.has(text) && !checks.has(checkIn(text) ?? ""));
}

function wordsOf(deployment: Awaiting): string[] {
  const steps = stepsOf(deployment).flatMap(({ step: { uses, run } }) => [
    ...(uses && !PREPARES.test(uses.text) ? [uses.text.replace(/@.*$/, "")] : []),
    ...linesOf(run?.text ?? "").flatMap(({ text }) =>
      STANDS_IN.test(text) && !ONLY_TALKS.test(text) ? text : [],
    ),
  ]);
  const jobs = deployment.awaited.map(({ job, workflow }) => `${workflow.source.path} ${job.key.text}`);
  return [...steps, ...jobs];
}

/** Tasks of whatever name, and programs that are there to check something. */
const STANDS_IN =
  /\b(?:make|just|task|mise|nx|turbo|tox|nox|gradlew?|mvn|dotnet|phpunit|pest|composer|vitest|jest|ci|checks?|tests?|verify|validate|lint\w*|scan\w*|audit\w*|specs?)\b/;

const PREPARES = /^(?:actions\/(?:checkout|cache|setup-)|ruby\/setup-ruby|docker\/(?:setup|login))/;

/** The step of the same name, the one that stands where the lost one stood, or the one before it. */
function placeIn({ step, stage }: Check, { job }: Stage): Problem["at"] {
  const name = nameOf(step);
  const same = name === undefined ? undefined : job.steps.find((one) => nameOf(one) === name);
  if (same?.run) return same.run;
  const index = stage.job.steps.indexOf(step);
  const before = stage.job.steps.slice(0, index).findLast((one) => positionOf(one, job.steps) >= 0);
  const at = before ? positionOf(before, job.steps) : -1;
  const place = job.steps[at + 1] ?? job.steps[at];
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
