/** Workflow text -> `Workflow` and the shell programs of its jobs that can deploy. */
import { wholeText } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { ProgramText } from "../program-text.ts";
import { isYamlTrouble, parseYaml } from "../yaml/parse-yaml.ts";
import {
  dig,
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  writtenScalars,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from "../yaml/yaml-node.ts";
import type { YamlTrouble } from "../yaml/yaml-trouble.ts";
import type { CompositeAction } from "./composite-action.ts";
import { expressionsIn } from "./expressions.ts";
import { runsKamal } from "./kamal-jobs.ts";
import { type Trigger, triggerOf, type Workflow, type WorkflowJob } from "./workflow.ts";
import { MAX_STEPS, programsOf, stepsOf } from "./workflow-steps.ts";

/** GitHub itself starts no more than 256 jobs at once. */
const MAX_JOBS = 256;

function stepCount(jobs: readonly YamlEntry[]): number {
  return jobs.reduce((count, { value }) => count + itemsOf(get(value, "steps")).length, 0);
}

/** Opens a workflow; undefined for YAML that is none, such as the metadata of an action. `starters` are patterns of what starts Kamal. */
export function openWorkflow(
  source: SourceText,
  starters: readonly string[] = [],
): Workflow | YamlTrouble | undefined {
  const parsed = parseYaml({ derived: wholeText(source), tags: [], unclosed: undefined });
  if (isYamlTrouble(parsed)) return parsed;
  const { root } = parsed;
  if (root?.kind !== "map") return undefined;
  const jobs = entriesOf(get(root, "jobs"));
  const [beyond] = jobs.slice(MAX_JOBS);
  if (beyond) return { reason: "has more jobs than GitHub runs", span: beyond.key.span };
  if (stepCount(jobs) > MAX_STEPS)
    return { reason: "has more steps than a review can follow", span: root.span };
  const shared = secretsIn(get(root, "env"));
  const patterns = starters.map((starter) => new RegExp(starter, "m"));
  return {
    kind: "workflow",
    source,
    root,
    triggers: triggersOf(root),
    jobs: jobs.flatMap((entry) => jobOf(entry, root, shared, patterns)),
  };
}

/** True when the text is no YAML. */
export function isWorkflowTrouble(opened: Workflow | CompositeAction | YamlTrouble): opened is YamlTrouble {
  return "reason" in opened;
}

/** The programs of the jobs that can deploy, and of those that hand values to one or check what it is given. */
export function workflowPrograms(workflow: Workflow): ProgramText[] {
  const { jobs } = workflow;
  const before = jobs
    .filter(({ deploys }) => deploys)
    .flatMap(({ node }) => scalarsOf(get(node, "needs")).map(({ text }) => text));
  const needed = new Set([...before, ...jobsAnswering(workflow)]);
  const taking = jobs.filter((job) => job.deploys || (needed.has(job.key.text) && leadsTo(job)));
  return programsOf(taking.flatMap(({ steps }) => steps));
}

/** Those whose outputs the callers of the workflow get. */
function jobsAnswering(workflow: Workflow): string[] {
  return outputsForCallers(workflow).flatMap(({ value }) =>
    expressionsIn(scalarOf(get(value, "value"))?.text ?? "").flatMap(({ code }) =>
      [...code.matchAll(/\bjobs\.([\w-]+)/g)].map(([, name = ""]) => name),
    ),
  );
}

/** What a workflow that others call gives back to them. */
export function outputsForCallers(workflow: Workflow): readonly YamlEntry[] {
  return entriesOf(get(triggerOf(workflow, "workflow_call")?.settings, "outputs"));
}

function leadsTo({ node, steps }: WorkflowJob): boolean {
  return get(node, "outputs") !== undefined || steps.some(({ run }) => ASKS_FOR_FORM.test(run?.text ?? ""));
}

/** `[[ "$VERSION" =~ ^[0-9a-f]{40}$ ]]`, `echo "$VERSION" | grep -xqE 'v[0-9.]+'`, `grep … <<< "$VERSION"`, `case "$VERSION" in`, `expr "$VERSION" : …` */
const ASKS_FOR_FORM =
  /\[\[ .{0,200}=~|\$\{?\w{1,100}(?::?-[^}"\s]{0,50})?\}?["']?\s{0,9}\|\s{0,9}[ef]?grep -|\bgrep -.{1,200}<<<|\b(?:case|expr) ["']?X?\$/;

/** YAML 1.1 takes the key `on` for a boolean. */
function triggersOf(root: YamlMap): Trigger[] {
  const on = root.entries.find(
    ({ key }) => key.text === "on" || (key.type === "boolean" && key.text === "true"),
  )?.value;
  if (on?.kind === "map")
    return on.entries.map(({ key, value }) => ({ name: key.text, at: key, settings: value }));
  return scalarsOf(on).map((at) => ({ name: at.text, at, settings: undefined }));
}

function jobOf(
  { key, value }: YamlEntry,
  root: YamlMap,
  shared: readonly string[],
  starters: readonly RegExp[],
): WorkflowJob[] {
  if (value.kind !== "map") return [];
  const shell = scalarOf(dig(value, "defaults", "run", "shell") ?? dig(root, "defaults", "run", "shell"));
  const steps = stepsOf(get(value, "steps"), shell, starters);
  const secrets = [...new Set([...shared, ...secretsIn(value)])];
  const kamal = runsKamal(value, steps, starters);
  return [{ key, node: value, steps, runsKamal: kamal, secrets, deploys: kamal || secrets.length > 0 }];
}

/** Names of the secrets a part of the workflow asks for; `*` when it passes all of them on. */
export function secretsIn(node: YamlNode | undefined): string[] {
  if (!node) return [];
  const names = new Set<string>();
  for (const scalar of writtenScalars(node)) {
    for (const { code } of expressionsIn(scalar.text))
      for (const [, plain, quoted] of code.matchAll(/\bsecrets(?:\.(\w+)|\[\s*'(\w+)'\s*\])/g))
        names.add(plain ?? quoted ?? "");
  }
  if (scalarOf(get(node, "secrets"))?.text === "inherit") names.add("*");
  names.delete("GITHUB_TOKEN");
  return [...names];
}
