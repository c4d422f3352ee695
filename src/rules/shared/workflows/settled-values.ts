/** Values of a workflow that the machine or the repository itself decides: a commit id, one of a list of choices, a constant that callers give. */
import type { Project } from "../../../documents/project.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import { dig, get, scalarOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import type { Flow } from "../scripts/flow.ts";
import { variableOf } from "../scripts/tainted-variables.ts";
import { callSitesOf } from "./call-sites.ts";
import { isListed } from "./declared-inputs.ts";
import { stepNamed } from "./named-steps.ts";
import { expressionAt } from "./workflow-expressions.ts";
import { environmentsAround, type Site } from "./workflow-of.ts";
import { isWritten, valuesSurelyWritten } from "./written-values.ts";

/** Values that have no surprises. */
const BY_THE_MACHINE =
  /^(?:github\.(?:sha|run_id|run_number|run_attempt|repository|repository_owner|workflow|job|event_name)|runner\.\w+)$/;

/** What one value may lead to; nobody's workflows lead anywhere near this far. */
const MAX_STEPS = 200;

/** True when nobody chooses what an expression gives; false when somebody may, or nothing is known of it. */
export function isSettled(code: string, site: Site, project: Project): boolean {
  return new Settling(project).ofCode(code, site);
}

/** The same for a variable that the step, its job or the workflow sets. */
export function isSettledVariable(name: string, site: Site, project: Project): boolean {
  return new Settling(project).ofVariable(name, site);
}

/** One look at a value; what it leads to is not followed without end. */
class Settling {
  readonly #project: Project;
  #left = MAX_STEPS;

  constructor(project: Project) {
    this.#project = project;
  }

  ofCode(code: string, site: Site): boolean {
    if (BY_THE_MACHINE.test(code)) return true;
    if (this.#left-- <= 0) return false;
    const [, step, output = ""] = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(code) ?? [];
    if (step !== undefined) return this.#ofOutput(step, output, site);
    const [, context, name = ""] = /^(?:github\.event\.)?(inputs|env)\.([\w-]+)$/.exec(code) ?? [];
    if (context === undefined) return false;
    return context === "env" ? this.ofVariable(name, site) : this.#ofInput(name, site);
  }

  ofVariable(name: string, site: Site): boolean {
    const [inner, ...outer] = environmentsAround(site);
    const own = inner && get(inner.variables, name);
    if (inner && own) return this.#ofValue(own, inner.site);
    if (isWritten(site.file.source, name, "GITHUB_ENV", this.#project)) return false;
    const set = outer.find(({ variables }) => get(variables, name));
    if (set) return this.#ofValue(get(set.variables, name), set.site);
    const calls = site.file.kind === "composite-action" ? callSitesOf(site.file, this.#project) : [];
    return calls.length > 0 && calls.every((call) => this.#left-- > 0 && this.ofVariable(name, call.site));
  }

  #ofInput(name: string, site: Site): boolean {
    const { file } = site;
    const calls = callSitesOf(file, this.#project);
    if (file.kind === "workflow" ? !isListed(name, file) : calls.length === 0) return false;
    const fallback = file.kind === "workflow" ? undefined : dig(file.root, "inputs", name, "default");
    return calls.every(({ site: at, given }) => {
      const value = get(given, name);
      return value ? this.#ofValue(value, at) : this.#ofValue(fallback, site);
    });
  }

  /** `echo "tag=$(git rev-parse --short HEAD)" >> "$GITHUB_OUTPUT"` */
  #ofOutput(id: string, output: string, site: Site): boolean {
    const step = stepNamed(id, site);
    const flows = step && valuesSurelyWritten(step, site.file.source, output, "GITHUB_OUTPUT", this.#project);
    return flows?.every((flow) => this.#ofFlow(flow, { ...site, step })) ?? false;
  }

  #ofFlow(flow: Flow, site: Site): boolean {
    const code = flow.source && expressionAt(flow.source.at);
    if (code !== undefined) return this.ofCode(code, site);
    const name = flow.origin === "unknown" ? variableOf(flow) : undefined;
    return name !== undefined && this.ofVariable(name, site);
  }

  #ofValue(value: YamlNode | undefined, site: Site): boolean {
    return expressionsIn(scalarOf(value)?.text ?? "").every(({ code }) => this.ofCode(code, site));
  }
}
