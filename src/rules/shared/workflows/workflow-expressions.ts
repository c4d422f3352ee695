/** Who can choose what an expression of a workflow gives, also by way of variables, outputs of steps and inputs of what it calls. */
import type { Project } from "../../../documents/project.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import { actionPathsOf, workflowPathOf } from "../../../documents/workflow/local-uses.ts";
import { triggerOf, type Workflow, type WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { dig, get, scalarOf, scalarsOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";
import type { Flow } from "../scripts/flow.ts";
import { variableOf } from "../scripts/tainted-variables.ts";
import { callSitesOf } from "./call-sites.ts";
import { authorOfInput } from "./declared-inputs.ts";
import { type Author, authorInEvent } from "./event-texts.ts";
import { stepNamed } from "./named-steps.ts";
import { eventTextsSet } from "./program-outputs.ts";
import { environmentsAround, type Site, siteOf, stepsFileAt } from "./workflow-of.ts";
import { type HandOver, isWritten, valuesWritten } from "./written-values.ts";

/** Who chooses a text, and where it enters: an expression of a workflow. */
export interface Choice {
  readonly author: Author;
  readonly code: string;
  /** Undefined for an action that nothing is known to use. */
  readonly workflow: Workflow | undefined;
}

/** Answers that are booleans, whatever was asked about. */
const ASKS =
  /(?:contains|startsWith|endsWith)\((?:[^()]|\([^()]*\)){0,500}\)|[\w.*[\]-]{1,200}\s*[!=]=\s*'[^']{0,200}'/g;

const PATH = /\b(?:github|inputs|env|steps|needs|jobs|matrix)(?:\.[\w*-]+|\[\d+\]){0,12}/g;

/** Nobody writes longer ones; what may hide there is taken for the worst. */
const LONGEST = 5000;

/** What one expression may lead to; nobody's workflows lead anywhere near this far, and what may hide there is taken for the worst. */
const MAX_STEPS = 300;

/** The most dangerous author of an expression's value; undefined when nobody can choose free text. */
export function choiceOf(code: string, site: Site, project: Project): Choice | undefined {
  return new Search(project).ofCode(code, site);
}

/** The same for a value that a script of the step uses and that comes from outside of the script. */
export function choiceOfFlow(flow: Flow, project: Project): Choice | undefined {
  const site = flow.source && siteOf(flow.source.at, project);
  return site && new Search(project).ofFlow(flow, site);
}

/** The expression that stands at a place; undefined for anything else. */
export function expressionAt({ source, span }: Pick<Place, "source" | "span">): string | undefined {
  const [, code] = /^\$\{\{(.{0,5000})\}\}$/s.exec(source.text.slice(span.start, span.end)) ?? [];
  return code?.trim();
}

/** One look for an author. Each value is looked at once, so that circles end. */
class Search {
  readonly #project: Project;
  readonly #seen = new Set<string>();

  constructor(project: Project) {
    this.#project = project;
  }

  ofCode(code: string, site: Site): Choice | undefined {
    if (code.length > LONGEST) return { author: "anyone", code, workflow: workflowAt(site) };
    const plain = code.replace(/\['([\w-]+)'\]/g, ".$1").replace(ASKS, "true");
    return mostDangerous(
      [...plain.matchAll(PATH)].map(
        ([path]) =>
          () =>
            this.#ofPath(path, site),
      ),
    );
  }

  /** A value that a script takes from its environment, or that GitHub puts into its text. */
  ofFlow(flow: Flow, site: Site): Choice | undefined {
    const { origin, source } = flow;
    if (origin === "constant" || !source) return undefined;
    const workflow = workflowAt(site);
    const code = expressionAt(source.at);
    if (code !== undefined) return this.ofCode(code, site);
    const name = variableOf(flow);
    // what a download brings is not chosen by outsiders of the project
    if (origin === "outside")
      return name !== undefined || /^`(?:git|gh|glab) /.test(source.what)
        ? { author: "anyone", code: source.what, workflow }
        : undefined;
    return name === undefined ? undefined : this.#ofPath(`env.${name}`, site);
  }

  #ofPath(path: string, site: Site): Choice | undefined {
    const key = `${site.file.source.path} ${site.job?.key.text} ${site.step?.node.span.start} ${path}`;
    if (this.#seen.has(key)) return undefined;
    if (this.#seen.size > MAX_STEPS) return { author: "anyone", code: path, workflow: workflowAt(site) };
    this.#seen.add(key);
    const [context, name = "", kind, output = ""] = path.split(".");
    const input = /^(?:github\.event\.)?inputs\.([\w-]+)$/.exec(path)?.[1];
    if (input !== undefined) return this.#ofInput(input, path, site);
    if (context === "env") return this.#ofVariable(name, site);
    if (context === "steps" && kind === "outputs") return this.#ofStepOutput(name, output, site);
    if (/^(?:needs|jobs)$/.test(context ?? "") && kind === "outputs")
      return this.#ofJobOutput(name, output, site);
    if (context === "matrix") return this.#ofMatrix(name, site);
    return context === "github" ? this.#ofEvent(path, site) : undefined;
  }

  /** What a workflow or an action is called with is the event of its callers; of one without any, nobody knows it. */
  #ofEvent(path: string, site: Site): Choice | undefined {
    const { file } = site;
    const callers = callSitesOf(file, this.#project).map((call) => () => this.#ofPath(path, call.site));
    if (file.kind !== "workflow" && callers.length > 0) return mostDangerous(callers);
    const workflow = workflowAt(site);
    const own = workflow && callers.length > 0 ? ownTriggers(workflow) : workflow?.triggers;
    const author = authorInEvent(path, own);
    return mostDangerous([() => author && { author, code: path, workflow }, ...callers]);
  }

  /** The steps of an action see the variables of the job that uses it. */
  #atCallers(path: string, { file }: Site): (() => Choice | undefined)[] {
    const calls = file.kind === "composite-action" ? callSitesOf(file, this.#project) : [];
    return calls.map((call) => () => this.#ofPath(path, call.site));
  }

  #ofInput(name: string, path: string, site: Site): Choice | undefined {
    const { file } = site;
    const calls = callSitesOf(file, this.#project);
    const declared = dig(file.root, "inputs", name);
    const given = calls.map(({ site: at, given: values }) => () => {
      const value = get(values, name);
      return value ? this.#ofValue(value, at) : this.#ofValue(get(declared, "default"), site);
    });
    if (file.kind !== "workflow") return mostDangerous(given);
    const author = authorOfInput(name, file);
    return mostDangerous([() => author && { author, code: path, workflow: file }, ...given]);
  }

  /** `env:` of the step; else what earlier steps have written, and `env:` of the job or the workflow. */
  #ofVariable(name: string, site: Site): Choice | undefined {
    const [inner, ...outer] = environmentsAround(site);
    const own = inner && get(inner.variables, name);
    if (inner && own) return this.#ofValue(own, inner.site);
    const written = isWritten(site.file.source, name, "GITHUB_ENV", this.#project)
      ? stepsAround(site).map((step) => () => this.#ofWritten(step, name, "GITHUB_ENV", { ...site, step }))
      : [];
    const set = outer.find(({ variables }) => get(variables, name));
    const given = set ? [() => this.#ofValue(get(set.variables, name), set.site)] : [];
    return mostDangerous([...written, ...given, ...this.#atCallers(`env.${name}`, site)]);
  }

  #ofStepOutput(id: string, output: string, site: Site): Choice | undefined {
    const step = stepNamed(id, site);
    if (!step) return undefined;
    const [action] = actionPathsOf(step.uses).flatMap((path) => stepsFileAt(path, this.#project) ?? []);
    if (!action)
      return mostDangerous([
        () => this.#ofSet(step, output, site),
        () => this.#ofWritten(step, output, "GITHUB_OUTPUT", { ...site, step }),
      ]);
    const value = dig(action.root, "outputs", output, "value");
    return this.#ofValue(value, { file: action, job: undefined, step: undefined });
  }

  /** One item of a list, or what is read out of a text as a whole. */
  #ofMatrix(name: string, { file, job }: Site): Choice | undefined {
    const matrix = dig(job?.node, "strategy", "matrix");
    const values = scalarsOf(matrix?.kind === "scalar" ? matrix : get(matrix, name));
    return mostDangerous(values.map((value) => () => this.#ofValue(value, { file, job, step: undefined })));
  }

  /** Of a job that calls a workflow, what that workflow declares. */
  #ofJobOutput(name: string, output: string, { file }: Site): Choice | undefined {
    const job = file.kind === "workflow" ? file.jobs.find(({ key }) => key.text === name) : undefined;
    if (!job) return undefined;
    const path = workflowPathOf(scalarOf(get(job.node, "uses")));
    const called = path === undefined ? undefined : stepsFileAt(path, this.#project);
    if (called?.kind !== "workflow")
      return this.#ofValue(dig(job.node, "outputs", output), { file, job, step: undefined });
    const declared = dig(triggerOf(called, "workflow_call")?.settings, "outputs", output, "value");
    return this.#ofValue(declared, { file: called, job: undefined, step: undefined });
  }

  #ofSet(step: WorkflowStep, output: string, site: Site): Choice | undefined {
    const texts = eventTextsSet(step, site.file.source, output, this.#project);
    return mostDangerous(texts.map((path) => () => this.#ofPath(path, site)));
  }

  #ofWritten(step: WorkflowStep, name: string, to: HandOver, site: Site): Choice | undefined {
    const flows = valuesWritten(step, site.file.source, name, to, this.#project);
    if (!flows) return { author: "anyone", code: to, workflow: workflowAt(site) };
    return mostDangerous(flows.map((flow) => () => this.ofFlow(flow, site)));
  }

  #ofValue(value: YamlNode | undefined, site: Site): Choice | undefined {
    const expressions = expressionsIn(scalarOf(value)?.text ?? "");
    return mostDangerous(
      expressions.map(
        ({ code }) =>
          () =>
            this.ofCode(code, site),
      ),
    );
  }
}

function ownTriggers({ triggers }: Workflow): Workflow["triggers"] {
  return triggers.filter(({ name }) => name !== "workflow_call");
}

const AUTHORS: readonly Author[] = ["callers", "writers", "anyone"];

function mostDangerous(choices: readonly (() => Choice | undefined)[]): Choice | undefined {
  let found: Choice | undefined;
  for (const choice of choices) {
    const next = choice();
    if (next && (!found || AUTHORS.indexOf(next.author) > AUTHORS.indexOf(found.author))) found = next;
    if (found?.author === "anyone") break;
  }
  return found;
}

function workflowAt({ file }: Site): Workflow | undefined {
  return file.kind === "workflow" ? file : undefined;
}

function stepsAround({ file, job }: Site): readonly WorkflowStep[] {
  return file.kind === "composite-action" ? file.steps : (job?.steps ?? []);
}
