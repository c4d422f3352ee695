/** Where a job gets the code of a pull request: by checkout, by git, or by what it calls. */
import type { Project } from "../../../documents/project.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import { actionPathsOf, workflowPathOf } from "../../../documents/workflow/local-uses.ts";
import type { StepsFile } from "../../../documents/workflow/steps-file.ts";
import {
  dig,
  entriesOf,
  get,
  scalarOf,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from "../../../documents/yaml/yaml-node.ts";
import { environmentsAround, type Site, sitesIn, stepsFileAt } from "./workflow-of.ts";

/** What names the proposed commit, also as actions for commands in comments call it. */
const HEAD =
  /github\.event\.pull_request\.(?:head\.|merge_commit_sha|number)|github\.event\.(?:issue\.)?number|github\.head_ref|github\.event\.workflow_run\.head_|refs\/pull\/|\bsteps\.[\w-]+\.outputs\.(?:pr_?)?head_?(?:ref|sha|branch)\b/;

/** Steps that one look may lead to by way of actions; nobody's workflows lead anywhere near this far, so beyond it the worst is assumed. */
const MAX_STEPS = 5_000;

/** GitHub itself follows actions that use actions no further. */
const MAX_DEPTH = 10;

/** The first place of the steps of a site's job, or of an action, that gets such code. */
export function proposedCode(sites: readonly Site[], project: Project): YamlScalar | undefined {
  return inSteps(sites, namesHead, { project, left: MAX_STEPS, depth: 0 });
}

/** What a job gives to a reusable workflow that checks it out, or the call of one that does so by itself. */
export function proposedCodeGiven(job: YamlNode, project: Project): YamlScalar | undefined {
  const uses = scalarOf(get(job, "uses"));
  const path = workflowPathOf(uses);
  const file = path === undefined ? undefined : stepsFileAt(path, project);
  return (
    file && uses && inCalled(file, uses, get(job, "with"), namesHead, { project, left: MAX_STEPS, depth: 0 })
  );
}

type IsHead = (text: string) => boolean;

function namesHead(text: string): boolean {
  return HEAD.test(text);
}

interface Look {
  readonly project: Project;
  left: number;
  depth: number;
}

function inSteps(sites: readonly Site[], isHead: IsHead, look: Look): YamlScalar | undefined {
  for (const site of sites) {
    const found = inStep(site, isHead, look);
    if (found) return found;
  }
  return undefined;
}

function inStep(site: Site, isHead: IsHead, look: Look): YamlScalar | undefined {
  const { step } = site;
  if (!step) return undefined;
  const { uses, run, node } = step;
  if (look.left-- <= 0) return uses ?? run;
  const isCheckout = /^actions\/checkout@/.test(uses?.text ?? "");
  const asked = isCheckout ? [dig(node, "with", "ref"), dig(node, "with", "repository")] : [];
  const found = asked.map(scalarOf).find((value) => value && isHead(resolved(value.text, site)));
  if (found) return found;
  if (run && fetchesHead(run.text, site, isHead)) return run;
  const files = actionPathsOf(uses).map((path) => stepsFileAt(path, look.project));
  const file = files.find((one) => one !== undefined);
  return file && uses && inCalled(file, uses, get(node, "with"), isHead, look);
}

/** A value that names the commit, for an input that the action or workflow checks out; or the whole call. */
function inCalled(
  file: StepsFile,
  uses: YamlScalar,
  given: YamlNode | undefined,
  isHead: IsHead,
  look: Look,
): YamlScalar | undefined {
  if (look.depth >= MAX_DEPTH) return undefined;
  look.depth++;
  const value = entriesOf(given).find((entry) => isTaken(entry, file, isHead, look))?.value;
  // what it checks out without being told; `github` is that of the caller
  const own = value || isHead !== namesHead ? undefined : inSteps(sitesThatDeploy(file), namesHead, look);
  look.depth--;
  return value ? scalarOf(value) : own && uses;
}

function isTaken({ key, value }: YamlEntry, file: StepsFile, isHead: IsHead, look: Look): boolean {
  const scalar = scalarOf(value);
  if (!scalar || !isHead(scalar.text)) return false;
  const named = new RegExp(`\\binputs\\.${key.text.replace(/[^\w-]/g, "")}(?![\\w-])`);
  return inSteps(sitesIn(file), (text) => named.test(text), look) !== undefined;
}

function sitesThatDeploy(file: StepsFile): readonly Site[] {
  return sitesIn(file).filter(({ job }) => job?.deploys ?? true);
}

/** `git fetch "$REPO" "$SHA"`: variables count as what they hold, those of the job and those that the script sets. */
function fetchesHead(text: string, site: Site, isHead: IsHead): boolean {
  const lines = text.replace(/\\\n/g, " ").split("\n");
  const variables = [...variablesOf(site), ...assignedIn(lines)].filter(({ value }) =>
    isHeadIn(value, site, isHead),
  );
  return lines.some((line) => {
    if (/\bgh pr checkout\b/.test(line) || fetchesPull(line)) return true;
    if (!/\bgit (?:fetch|pull|checkout|clone|merge|switch)\b/.test(line)) return false;
    return isHeadIn(line, site, isHead) || variables.some(({ name }) => line.includes(name));
  });
}

/** `git fetch origin pull/7/head` */
function fetchesPull(line: string): boolean {
  const start = line.search(/\bgit (?:fetch|pull|checkout)\b/);
  return start >= 0 && /\bpull\//.test(line.slice(start));
}

function isHeadIn(text: string, site: Site, isHead: IsHead): boolean {
  return expressionsIn(text).some(({ code }) => isHead(resolved(code, site)));
}

/** `REF="${{ github.head_ref }}"` */
function assignedIn(lines: readonly string[]): Variable[] {
  return lines.flatMap((line) => {
    const [, name, value = ""] = /^\s*(?:export )?(\w{2,})=(.+)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value }];
  });
}

/** With `x.y` for `x['y']`, and what `env.NAME` stands for in place. */
function resolved(code: string, site: Site): string {
  const variables = variablesOf(site);
  return code
    .replace(/\[\s{0,9}'([\w-]{1,100})'\s{0,9}\]/g, ".$1")
    .replace(
      /\benv\.(\w+)/g,
      (whole, name: string) => variables.find((one) => one.name === name)?.value ?? whole,
    );
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Those of the step before those of the job and of the workflow. */
function variablesOf(site: Site): Variable[] {
  return environmentsAround(site).flatMap(({ variables }) =>
    entriesOf(variables).map(({ key, value }) => ({ name: key.text, value: scalarOf(value)?.text ?? "" })),
  );
}
