/** When a deployment runs, and whether a condition holds then. */
import {
  type Condition,
  parseCondition,
  type Verdict,
  verdictOf,
  verdictOfLiteral,
} from "../../../documents/workflow/conditions.ts";
import type { Trigger, WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, scalarsOf, type YamlMap, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import { deploys } from "./awaited-checks.ts";
import type { Deployment, Stage } from "./awaited-jobs.ts";
import { judgeOwn } from "./own-values.ts";
import { judgeCondition, judgeEvent } from "./workflow-guards.ts";

/** One event that leads to a deployment, and what is certain then. */
export interface Occasion {
  /** Undefined where other workflows call the one that deploys. */
  readonly event: string | undefined;
  /** Comparisons that the deployment itself asks for, without blanks. */
  readonly held: ReadonlySet<string>;
  /** The only branch. */
  readonly branch: string | undefined;
  readonly isOnlyForTags: boolean;
  /** What a question of the job about itself comes to. */
  readonly own: (atom: string) => Verdict | "mixed";
}

/** Those at which a job runs that a deployment waits for. */
export function occasionsOf(deployment: Deployment, stage: Stage): Occasion[] {
  return occasions(deployment, stage, [stage.job]);
}

/** Those at which it would run without a condition of its own. */
export function occasionsAround(deployment: Deployment, stage: Stage): Occasion[] {
  return occasions(deployment, stage, []);
}

function occasions(
  deployment: Deployment,
  { job, startedBy }: Stage,
  running: readonly WorkflowJob[],
): Occasion[] {
  const jobs = startedBy ? running : [...running, deployment.job];
  const held = new Set(jobs.flatMap(({ node }) => demandsOf(node)));
  if (!startedBy) for (const demand of demandsOfSteps(deployment)) held.add(demand);
  const followed = deployment.workflow.triggers.find(({ name }) => name === "workflow_run")?.settings;
  const { triggers } = startedBy ?? deployment.workflow;
  const own = (atom: string): Verdict | "mixed" => judgeOwn(atom, job, deployment.project);
  return (
    triggers
      .filter(({ name }) => name === "workflow_call" || jobs.every((one) => mayRun(one, name)))
      // who deploys what has passed its checks means the branch, not what is proposed for it
      .filter(({ name }) => !(startedBy && isProposal(name)))
      .map(({ name, settings }) => ({
        event: name === "workflow_call" ? undefined : name,
        held,
        own,
        branch: branchIn(settings) ?? (startedBy && branchIn(followed)) ?? branchAsked(held),
        isOnlyForTags: isOnlyForTags(name, settings),
      }))
  );
}

function mayRun(job: WorkflowJob, event: string): boolean {
  const judge = (atom: string): Verdict =>
    judgeEvent(atom, event) ?? (isProposal(event) && BRANCH.test(plain(atom)) ? false : undefined);
  return judgeCondition(job, judge) !== false;
}

function isProposal(event: string): boolean {
  return event.startsWith("pull_request");
}

/** `github.ref == 'refs/heads/main'` without its blanks. */
const BRANCH = /^github\.(?:event\.)?ref(?:_name)?==["'](?:refs\/heads\/)?([^"']+)["']$/;

function plain(atom: string): string {
  return atom.replace(/\s+/g, "");
}

/** Comparisons without which a job or step doesn't run. */
function demandsOf(node: YamlMap): string[] {
  const condition = scalarOf(get(node, "if"))?.text ?? "";
  return condition.trim() === "" ? [] : atomsDemanded(parseCondition(condition));
}

function atomsDemanded(condition: Condition): string[] {
  if (condition.kind === "atom") return [plain(condition.text)];
  return condition.kind === "all" ? condition.parts.flatMap(atomsDemanded) : [];
}

/** What all of the steps with Kamal demand. */
function demandsOfSteps({ job, project }: Deployment): string[] {
  const deploying = job.steps.filter((step) => deploys(step, project));
  const [first = [], ...others] = deploying.map(({ node }) => demandsOf(node));
  return first.filter((demand) => others.every((other) => other.includes(demand)));
}

function branchIn(settings: YamlNode | undefined): string | undefined {
  const branches = scalarsOf(get(settings, "branches")).map(({ text }) => text);
  const [only] = branches;
  const isSure = branches.length === 1 && get(settings, "tags") === undefined;
  return isSure && only !== undefined && !/[*?![+]/.test(only) ? only : undefined;
}

function branchAsked(held: ReadonlySet<string>): string | undefined {
  return [...held].flatMap((atom) => BRANCH.exec(atom)?.[1] ?? [])[0];
}

function isOnlyForTags(name: Trigger["name"], settings: YamlNode | undefined): boolean {
  if (name === "release") return true;
  return name === "push" && get(settings, "tags") !== undefined && get(settings, "branches") === undefined;
}

/**
 * True when a condition holds whenever the deployment runs on that occasion, false when it never does. Of the runs of a matrix
 * it has to hold for all, or else for some.
 */
export function verdictAt(condition: string, occasion: Occasion, forSome: boolean): Verdict {
  if (condition.trim() === "") return true;
  const parsed = parseCondition(condition);
  const whole = verdictOf(parsed, (atom) => judge(plain(atom), occasion, undefined));
  if (whole !== undefined) return whole;
  const [one, other] = [true, false].map((mixed) =>
    verdictOf(parsed, (atom) => judge(plain(atom), occasion, mixed)),
  );
  if (forSome) return one || other ? true : undefined;
  return one !== undefined && other === !one ? false : undefined;
}

function judge(atom: string, { event, held, branch, isOnlyForTags, own }: Occasion, mixed: Verdict): Verdict {
  if (held.has(atom) || ALWAYS.test(atom)) return true;
  if (NEVER.test(atom)) return false;
  const verdict = verdictOfLiteral(atom) ?? own(atom);
  if (verdict !== undefined) return verdict === "mixed" ? mixed : verdict;
  if (event === undefined) return undefined;
  return judgeEvent(atom, event) ?? judgeProposal(atom, event) ?? judgeRef(atom, branch, isOnlyForTags);
}

/** Also what tells a fork from the repository, and updates of dependencies from others' work. */
const ALWAYS =
  /^(?:(?:always|success)\(\)|github\.event\.repository\.fork==false|github\.(?:triggering_)?actor!=["'](?:dependabot|renovate).*)$/i;

const NEVER = /^(?:(?:failure|cancelled)\(\)|false|0|null|["']{2})$/i;

/** Without a pull request all that is known of one is empty. */
function judgeProposal(atom: string, event: string): Verdict {
  if (isProposal(event)) return undefined;
  if (/^contains\(github\.event\.pull_request\./.test(atom)) return false;
  const [, operator, value] =
    /^github\.(?:event\.pull_request\.[\w.]{1,100}|head_ref|base_ref)(?:([!=]=)(.+))?$/.exec(atom) ?? [];
  if (operator === undefined)
    return /^github\.(?:event\.pull_request\.|head_ref|base_ref)/.test(atom) ? false : undefined;
  return NEVER.test(value ?? "") === (operator === "==");
}

function judgeRef(atom: string, branch: string | undefined, isOnlyForTags: boolean): Verdict {
  if (isTagQuestion(atom)) return isOnlyForTags ? true : branch === undefined ? undefined : false;
  const asked = BRANCH.exec(atom.replace("!=", "=="))?.[1];
  if (asked === undefined) return undefined;
  const known = branch === undefined ? (isOnlyForTags ? false : undefined) : asked === branch;
  return known === undefined ? undefined : known !== atom.includes("!=");
}

function isTagQuestion(atom: string): boolean {
  return (
    /^startsWith\(github\.ref,["']refs\/tags\//.test(atom) || /^github\.ref_type==["']tag["']$/.test(atom)
  );
}
