/** Who can choose what an expression of a workflow gives, also by way of variables, outputs of steps and inputs of what it calls. */
import type { Project } from "../../../documents/project.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import { triggerOf, type Workflow, type WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { dig, get, scalarOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";
import { type Flow, worst } from "../scripts/printed-origin.ts";
import { variableOf } from "../scripts/tainted-variables.ts";
import { callSitesOf } from "./call-sites.ts";
import { type Author, authorInEvent } from "./event-texts.ts";
import { type Site, siteOf } from "./workflow-of.ts";
import { type HandOver, valuesWritten } from "./written-values.ts";

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

const PATH = /\b(?:github|inputs|env|steps|needs)(?:\.[\w*-]+|\[\d+\]){0,12}/g;

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
    if (context === "needs" && kind === "outputs") return this.#ofJobOutput(name, output, site);
    return context === "github" ? this.#ofEvent(path, site) : undefined;
  }

  /** An action sees the event of the workflow that uses it. */
  #ofEvent(path: string, site: Site): Choice | undefined {
    const { file } = site;
    if (file.kind === "workflow") {
      const author = authorInEvent(path, file);
      return author && { author, code: path, workflow: file };
    }
    const sites = callSitesOf(file, this.#project);
    if (sites.length > 0) return mostDangerous(sites.map((call) => () => this.#ofPath(path, call.site)));
    const author = authorInEvent(path, { triggers: ANY_TRIGGER });
    return author && { author, code: path, workflow: undefined };
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
    return mostDangerous([() => ofDeclaredInput(name, path, file), ...given]);
  }

  /** `env:` of the step, the job, the workflow; else what earlier steps have written. */
  #ofVariable(name: string, site: Site): Choice | undefined {
    const { step, job, file } = site;
    const around: readonly (readonly [YamlNode | undefined, Site])[] = [
      [step?.node, site],
      [job?.node, { ...site, step: undefined }],
      [file.kind === "workflow" ? file.root : undefined, { file, job: undefined, step: undefined }],
    ];
    for (const [node, at] of around) {
      const value = get(get(node, "env"), name);
      if (value) return this.#ofValue(value, at);
    }
    return mostDangerous(
      stepsAround(site).map((one) => () => this.#ofWritten(one, name, "GITHUB_ENV", { ...site, step: one })),
    );
  }

  #ofStepOutput(id: string, output: string, site: Site): Choice | undefined {
    const step = stepsAround(site).find(({ node }) => scalarOf(get(node, "id"))?.text === id);
    return step && this.#ofWritten(step, output, "GITHUB_OUTPUT", { ...site, step });
  }

  #ofJobOutput(name: string, output: string, { file }: Site): Choice | undefined {
    const job = file.kind === "workflow" ? file.jobs.find(({ key }) => key.text === name) : undefined;
    return job && this.#ofValue(dig(job.node, "outputs", output), { file, job, step: undefined });
  }

  #ofWritten(step: WorkflowStep, name: string, to: HandOver, site: Site): Choice | undefined {
    const flow = worst(valuesWritten(step, site.file.source, name, to, this.#project));
    return this.ofFlow(flow, site);
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

const ANY_TRIGGER: Workflow["triggers"] = [];

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

/** Inputs with a type other than string, the default, have no room for a program. */
function ofDeclaredInput(name: string, code: string, workflow: Workflow): Choice | undefined {
  const typeIn = (event: string): string | undefined => {
    const declared = dig(triggerOf(workflow, event)?.settings, "inputs", name);
    return declared && (scalarOf(dig(declared, "type"))?.text ?? "string");
  };
  const [started, called] = [typeIn("workflow_dispatch"), typeIn("workflow_call")];
  if (started === "string" || (started === undefined && called === undefined))
    return { author: "writers", code, workflow };
  return started === undefined && called === "string" ? { author: "callers", code, workflow } : undefined;
}
