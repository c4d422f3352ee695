/** The checks that a deployment waits for: in the steps before it, in jobs that it needs, and in actions that these use. */
import type { Project } from "../../../documents/project.ts";
import { programsGiven } from "../../../documents/workflow/given-programs.ts";
import type { WorkflowJob, WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { scalarText } from "../../../documents/yaml/scalar-text.ts";
import {
  dig,
  get,
  scalarOf,
  writtenScalars,
  type YamlMap,
  type YamlScalar,
} from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { onceFor } from "../../../source/once-for.ts";
import { checkIn, isCheck, type Line, linesOf, ONLY_TALKS } from "../gates/gate-lines.ts";
import { calledBy, type Deployment, type Stage } from "./awaited-jobs.ts";
import { checkLines } from "./counting-verdicts.ts";
import { textsNamed } from "./files-named.ts";
import { actionOf, stepsWithin } from "./steps-within.ts";

/** One check, by the words that tell it from others. */
export interface AwaitedCheck {
  readonly name: string;
  /** The whole command. */
  readonly text: string;
  readonly stage: Stage;
  readonly step: WorkflowStep;
  /** Where it says that what the check finds is of no consequence. */
  readonly lapse: Problem["at"] | undefined;
}

type FoundCheck = Pick<AwaitedCheck, "name" | "text" | "lapse">;

/** All of them, each as often as it is made. */
export function checksAwaited(deployment: Deployment): AwaitedCheck[] {
  return checksOfSteps(stepsAwaited(deployment), deployment.project);
}

/** Those of some jobs. */
export function checksIn(stages: readonly Stage[], project: Project): AwaitedCheck[] {
  return checksOfSteps(stepsOfStages(stages, project), project);
}

function checksOfSteps(steps: readonly AwaitedStep[], project: Project): AwaitedCheck[] {
  return steps.flatMap(({ stage, step }) => {
    const lapse = forgivenAt(step.node) ?? forgivenAt(stage.job.node);
    const checks = [...checksOf(step, project), ...checksByMatrix(step, stage)];
    return checks.map((check) => ({
      stage,
      step,
      ...check,
      lapse: lapse ?? check.lapse,
    }));
  });
}

/** `continue-on-error: true`, also as `${{ true }}`. */
function forgivenAt(node: YamlMap): YamlScalar | undefined {
  const value = scalarOf(get(node, "continue-on-error"));
  return value && /^(?:\$\{\{\s{0,9})?true(?:\s{0,9}\}\})?$/i.test(value.text.trim()) ? value : undefined;
}

/** A step with the job it runs in. */
interface AwaitedStep {
  readonly stage: Stage;
  readonly step: WorkflowStep;
}

/** Steps that have to succeed before Kamal starts. */
export function stepsAwaited(deployment: Deployment): AwaitedStep[] {
  const { project, awaited } = deployment;
  const own = [deployment, ...calledBy(deployment, project)].flatMap((stage) =>
    stepsBeforeKamal(stage.job, project).map((step) => ({ stage, step })),
  );
  return [...own, ...stepsOfStages(awaited, project)];
}

function stepsOfStages(stages: readonly Stage[], project: Project): AwaitedStep[] {
  return stages.flatMap((stage) => stepsWithin(stage.job.steps, project).map((step) => ({ stage, step })));
}

/** The steps up to the one that deploys. */
export function stepsBeforeKamal(job: WorkflowJob, project: Project): readonly WorkflowStep[] {
  const steps = stepsWithin(job.steps, project);
  if (!job.runsKamal) return steps;
  const direct = steps.findIndex((step) => callsDeploy(step, project));
  // whatever a script that can't be read calls Kamal for, deploying comes last
  const deploying = direct < 0 ? steps.findLastIndex(startsScript) : direct;
  return deploying < 0 ? steps : steps.slice(0, deploying);
}

/** True for a step that calls Kamal by way of something else. */
function startsScript({ run, runsKamal }: WorkflowStep): boolean {
  return runsKamal && run !== undefined && !/(?:^|[\s/"'])kamal\s/.test(run.text);
}

/** True for a step that calls Kamal to deploy, itself, by an action or by a script of the repository. */
export function deploys(step: WorkflowStep, project: Project): boolean {
  return (step.runsKamal && step.uses !== undefined) || callsDeploy(step, project);
}

function callsDeploy(step: WorkflowStep, project: Project): boolean {
  const text = step.run?.text ?? "";
  if (DEPLOYS.test(text)) return true;
  return startsScript(step) && textsNamed(text, project).some((script) => DEPLOYS.test(script));
}

/** `setup` only as a command of its own: there is a `registry setup`, too. */
const DEPLOYS =
  /\bkamal\s+(?:(?:\S{1,100}\s{1,9}){0,8}?(?:deploy|redeploy|app\s{1,9}boot)\b|(?:-\S{1,100}\s{1,9}(?:[^-\s]\S{0,99}\s{1,9})?){0,4}?setup(?![\w:-]))/;

/** The checks that a step makes; those within an action of the repository are made by its own steps. */
function checksOf(step: WorkflowStep, project: Project): readonly FoundCheck[] {
  const action = step.uses?.text.replace(/@.*$/, "") ?? "";
  if (isCheckAction(action) && !holdsChecks(step, project))
    return [{ name: action, text: action, lapse: undefined }];
  return checksOfPrograms(step);
}

const checksOfPrograms = onceFor((step: WorkflowStep): readonly FoundCheck[] =>
  programsIn(step).flatMap((program) => {
    const shell = program === step.run ? step.shell?.text : undefined;
    return checkLines({ text: program.text, shell }).flatMap(({ line, counts }) => {
      const name = ONLY_TALKS.test(line.text) ? undefined : checkIn(line.text);
      if (name === undefined) return [];
      return [{ name, text: line.text, lapse: counts ? undefined : placeOfLine(line, program) }];
    });
  }),
);

/** The shell text that a step runs, itself or by an action that runs commands. */
export function programsIn(step: WorkflowStep): YamlScalar[] {
  const given = programsGiven(step).filter(
    ({ interpreter, runsOn }) => interpreter === "sh" && runsOn === "here",
  );
  return [...(step.run ? [step.run] : []), ...given.map(({ text }) => text)];
}

/** What a step would check with each value of its job's matrix. */
function checksByMatrix(step: WorkflowStep, { job }: Stage): FoundCheck[] {
  const text = step.run?.text ?? "";
  const matrix = dig(job.node, "strategy", "matrix");
  if (!matrix || !OF_MATRIX.test(text)) return [];
  return [...writtenScalars(matrix)].slice(0, MAX_VALUES).flatMap((value) => {
    const given = text.replaceAll(new RegExp(OF_MATRIX, "g"), () => value.text);
    return checkLines({ text: given, shell: step.shell?.text }).flatMap(({ line, counts }) => {
      const name = checkIn(line.text);
      return name === undefined ? [] : [{ name, text: line.text, lapse: counts ? undefined : value }];
    });
  });
}

const OF_MATRIX = /\$\{\{\s{0,9}matrix\.[\w.-]{1,100}\s{0,9}\}\}/;

/** GitHub starts no more runs of a job. */
const MAX_VALUES = 256;

const derivedOf = onceFor((scalar: YamlScalar) => scalarText(scalar));

function placeOfLine({ raw, offset }: Line, run: YamlScalar): Problem["at"] {
  const start = offset + raw.length - raw.trimStart().length;
  const span = derivedOf(run).toSource({ start, end: offset + raw.trimEnd().length });
  return { source: run.source, span, anchor: run.anchor };
}

/** True for a step that is there for its verdict. */
export function isCheckStep(step: WorkflowStep, project: Project): boolean {
  return checksItself(step) || holdsChecks(step, project);
}

const checksItself = onceFor((step: WorkflowStep): boolean => {
  if (step.uses && isCheckAction(step.uses.text)) return true;
  return programsIn(step).some((program) => linesOf(program.text).some(({ text }) => isCheck(text)));
});

/** True for an action of the repository with checks that can be read. */
function holdsChecks(step: WorkflowStep, project: Project): boolean {
  const known = knownHolding(project);
  const holds =
    known.get(step) ??
    (actionOf(step, project) !== undefined && stepsWithin([step], project).slice(1).some(checksItself));
  known.set(step, holds);
  return holds;
}

const knownHolding = onceFor((_project: Project) => new Map<WorkflowStep, boolean>());

/** True for an action that is there for its verdict. */
function isCheckAction(name: string): boolean {
  return /trivy|snyk|codeql|brakeman|rubocop|semgrep|gitleaks|grype|scorecard|audit|lint|manual-approval|wait-on-check|wait-for-(?:status|check)/i.test(
    name,
  );
}
