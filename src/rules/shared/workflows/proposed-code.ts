/** Where a job gets the code of a pull request: by checkout, by git, or by what it calls. */
import type { Project } from "../../../documents/project.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import { actionPathsOf, workflowPathOf } from "../../../documents/workflow/local-uses.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import {
  dig,
  entriesOf,
  get,
  scalarOf,
  type YamlNode,
  type YamlScalar,
} from "../../../documents/yaml/yaml-node.ts";
import { type Site, sitesIn, stepsFileAt } from "./workflow-of.ts";

/** What names the proposed commit, also as actions for commands in comments call it. */
const HEAD =
  /github\.event\.pull_request\.(?:head\.|merge_commit_sha|number)|github\.event\.(?:issue\.)?number|github\.head_ref|github\.event\.workflow_run\.head_|refs\/pull\/|\bsteps\.[\w-]+\.outputs\.(?:pr_?)?head_?(?:ref|sha|branch)\b/;

/** Actions that use actions; nobody goes further. */
const MAX_DEPTH = 3;

/** The first place of the steps of a site's job, or of an action, that gets such code. */
export function proposedCode(sites: readonly Site[], project: Project): YamlScalar | undefined {
  for (const site of sites) {
    const found = inStep(site, (text) => HEAD.test(text), project, 0);
    if (found) return found;
  }
  return undefined;
}

/** What a job gives to a reusable workflow that checks it out. */
export function proposedCodeGiven(job: YamlNode, project: Project): YamlScalar | undefined {
  const path = workflowPathOf(scalarOf(get(job, "uses")));
  return path === undefined
    ? undefined
    : givenTo([path], get(job, "with"), project, (text) => HEAD.test(text), 0);
}

type IsHead = (text: string) => boolean;

function inStep(site: Site, isHead: IsHead, project: Project, depth: number): YamlScalar | undefined {
  const { step } = site;
  if (!step || depth > MAX_DEPTH) return undefined;
  const { uses, run, node } = step;
  const isCheckout = /^actions\/checkout@/.test(uses?.text ?? "");
  const asked = isCheckout ? [dig(node, "with", "ref"), dig(node, "with", "repository")] : [];
  const found = asked.map(scalarOf).find((value) => value && isHead(withVariables(value.text, site)));
  if (found) return found;
  if (run && fetchesHead(run.text, site, isHead)) return run;
  return givenTo(actionPathsOf(uses), get(node, "with"), project, isHead, depth);
}

/** A value that names the commit, for an input that the action or workflow checks out. */
function givenTo(
  paths: readonly string[],
  given: YamlNode | undefined,
  project: Project,
  isHead: IsHead,
  depth: number,
): YamlScalar | undefined {
  const file = paths.map((path) => stepsFileAt(path, project)).find((one) => one !== undefined);
  if (!file) return undefined;
  for (const { key, value } of entriesOf(given)) {
    const scalar = scalarOf(value);
    if (!scalar || !isHead(scalar.text)) continue;
    const named = new RegExp(`\\binputs\\.${key.text.replace(/[^\w-]/g, "")}(?![\\w-])`);
    const isTaken = sitesIn(file).some((site) =>
      inStep(site, (text) => named.test(text), project, depth + 1),
    );
    if (isTaken) return scalar;
  }
  return undefined;
}

/** `git fetch "$REPO" "$SHA"`: the variables of the step count as what they hold. */
function fetchesHead(text: string, site: Site, isHead: IsHead): boolean {
  const lines = text.replace(/\\\n/g, " ").split("\n");
  return lines.some((line) => {
    if (/\bgh pr checkout\b|\bgit (?:fetch|pull|checkout)\b.{0,300}\bpull\//.test(line)) return true;
    if (!/\bgit (?:fetch|pull|checkout|clone|merge|switch)\b/.test(line)) return false;
    const used = variablesOf(site.step).filter(({ name }) => line.includes(name));
    return [...expressionsIn(line).map(({ code }) => code), ...used.map(({ value }) => value)].some(isHead);
  });
}

/** The text with what `env.NAME` stands for in place. */
function withVariables(text: string, { step, job, file }: Site): string {
  const nodes = [step?.node, job?.node, file.root];
  return text.replace(/\benv\.(\w+)/g, (whole, name: string) => {
    const value = nodes.map((node) => scalarOf(get(get(node, "env"), name))).find((one) => one !== undefined);
    return value?.text ?? whole;
  });
}

function variablesOf(step: WorkflowStep | undefined): { readonly name: string; readonly value: string }[] {
  return entriesOf(get(step?.node, "env")).map(({ key, value }) => ({
    name: key.text,
    value: scalarOf(value)?.text ?? "",
  }));
}
