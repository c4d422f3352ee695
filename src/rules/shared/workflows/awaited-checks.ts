/** The checks that a deployment waits for: in the steps before it, in jobs that it needs, and in actions that these use. */
import type { Project } from "../../../documents/project.ts";
import type { WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { scalarText } from "../../../documents/yaml/scalar-text.ts";
import { get, scalarOf, type YamlMap, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { checkIn, isCheck, type Line, linesOf, ONLY_TALKS } from "../gates/gate-lines.ts";
import { calledBy, type Deployment, type Stage } from "./awaited-jobs.ts";
import { checkLines } from "./counting-verdicts.ts";
import { actionOf, stepsWithin } from "./steps-within.ts";

/** One check, by the words that tell it from others. */
export interface AwaitedCheck {
  readonly name: string;
  readonly stage: Stage;
  readonly step: WorkflowStep;
  /** Where it says that what the check finds is of no consequence. */
  readonly lapse: Problem["at"] | undefined;
}

/** All of them, each as often as it is made. */
export function checksAwaited(deployment: Deployment): AwaitedCheck[] {
  return stepsAwaited(deployment).flatMap(({ stage, step }) => {
    const lapse = forgivenAt(step.node) ?? forgivenAt(stage.job.node);
    return checksOf(step, deployment.project).map((check) => ({
      stage,
      step,
      ...check,
      lapse: lapse ?? check.lapse,
    }));
  });
}

/** `continue-on-error: true`, also as `${{ true }}`. */
export function forgivenAt(node: YamlMap): YamlScalar | undefined {
  const value = scalarOf(get(node, "continue-on-error"));
  return value && /^(?:\$\{\{\s{0,9})?true(?:\s{0,9}\}\})?$/i.test(value.text.trim()) ? value : undefined;
}

/** A step with the job it runs in. */
export interface AwaitedStep {
  readonly stage: Stage;
  readonly step: WorkflowStep;
}

/** Steps that have to succeed before Kamal starts. */
export function stepsAwaited(deployment: Deployment): AwaitedStep[] {
  const { project, awaited } = deployment;
  const own = [deployment, ...calledBy(deployment, project)].flatMap((stage) =>
    stepsBeforeKamal(stage.job, project).map((step) => ({ stage, step })),
  );
  const others = awaited.flatMap((stage) =>
    stepsWithin(stage.job.steps, project).map((step) => ({ stage, step })),
  );
  return [...own, ...others];
}

/** The steps up to the one that deploys. */
export function stepsBeforeKamal(job: WorkflowJob, project: Project): readonly WorkflowStep[] {
  const steps = stepsWithin(job.steps, project);
  const deploying = job.runsKamal ? steps.findIndex(deploys) : -1;
  return deploying < 0 ? steps : steps.slice(0, deploying);
}

/** True for a step that calls Kamal to deploy. */
export function deploys({ run }: WorkflowStep): boolean {
  return /\bkamal\s+(?:\S{1,100}\s{1,9}){0,8}?(?:deploy|redeploy)\b/.test(run?.text ?? "");
}

/** The checks that a step makes; those within an action of the repository are made by its own steps. */
function checksOf(step: WorkflowStep, project: Project): Pick<AwaitedCheck, "name" | "lapse">[] {
  const action = step.uses?.text.replace(/@.*$/, "") ?? "";
  if (isCheckAction(action) && !holdsChecks(step, project)) return [{ name: action, lapse: undefined }];
  const { run, shell } = step;
  if (!run) return [];
  return checkLines({ text: run.text, shell: shell?.text }).flatMap(({ line, counts }) => {
    const name = ONLY_TALKS.test(line.text) ? undefined : checkIn(line.text);
    return name === undefined ? [] : [{ name, lapse: counts ? undefined : placeOfLine(line, run) }];
  });
}

function placeOfLine({ raw, offset }: Line, run: YamlScalar): Problem["at"] {
  const start = offset + raw.length - raw.trimStart().length;
  const span = scalarText(run).toSource({ start, end: offset + raw.trimEnd().length });
  return { source: run.source, span, anchor: run.anchor };
}

/** True for a step that is there for its verdict. */
export function isCheckStep(step: WorkflowStep, project: Project): boolean {
  if (step.uses) return isCheckAction(step.uses.text) || holdsChecks(step, project);
  return linesOf(step.run?.text ?? "").some(({ text }) => isCheck(text));
}

/** True for an action of the repository with checks that can be read. */
function holdsChecks(step: WorkflowStep, project: Project): boolean {
  const [, ...inner] = actionOf(step, project) ? stepsWithin([step], project) : [];
  return inner.some(({ run, uses }) =>
    uses ? isCheckAction(uses.text) : linesOf(run?.text ?? "").some(({ text }) => isCheck(text)),
  );
}

/** True for an action that is there for its verdict. */
function isCheckAction(name: string): boolean {
  return /trivy|snyk|codeql|brakeman|rubocop|semgrep|gitleaks|grype|scorecard|audit|lint/i.test(name);
}
