/** Values of a workflow that the machine or the repository itself decides: a commit id, one of a list of choices, a constant that callers give. */
import type { Project } from "../../../documents/project.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import { dig, get, scalarOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import { callSitesOf } from "./call-sites.ts";
import { isListed } from "./declared-inputs.ts";
import { environmentsAround, type Site } from "./workflow-of.ts";
import { isWritten } from "./written-values.ts";

/** Values that have no surprises. */
const BY_THE_MACHINE =
  /^(?:github\.(?:sha|run_id|run_number|run_attempt|repository|repository_owner|workflow|job|event_name)|runner\.\w+)$/;

/** Callers that call each other; nobody goes further. */
const MAX_DEPTH = 5;

/** More callers are not asked. */
const MAX_CALLERS = 50;

/** True when nobody chooses what an expression gives; false when somebody may, or nothing is known of it. */
export function isSettled(code: string, site: Site, project: Project, depth = 0): boolean {
  if (BY_THE_MACHINE.test(code)) return true;
  if (depth > MAX_DEPTH) return false;
  const [, context, name = ""] = /^(?:github\.event\.)?(inputs|env)\.([\w-]+)$/.exec(code) ?? [];
  if (context === "env") return isSettledVariable(name, site, project, depth + 1);
  return context === "inputs" && isSettledInput(name, site, project, depth + 1);
}

/** The same for a variable that the step, its job or the workflow sets. */
export function isSettledVariable(name: string, site: Site, project: Project, depth = 0): boolean {
  const [inner, ...outer] = environmentsAround(site);
  const own = inner && get(inner.variables, name);
  if (inner && own) return isSettledValue(own, inner.site, project, depth);
  if (isWritten(site.file.source, name, "GITHUB_ENV", project)) return false;
  const set = outer.find(({ variables }) => get(variables, name));
  return set !== undefined && isSettledValue(get(set.variables, name), set.site, project, depth);
}

function isSettledInput(name: string, site: Site, project: Project, depth: number): boolean {
  const { file } = site;
  const calls = callSitesOf(file, project);
  if (file.kind === "workflow" && !isListed(name, file)) return false;
  if (file.kind !== "workflow" && (calls.length === 0 || calls.length > MAX_CALLERS)) return false;
  const fallback = file.kind === "workflow" ? undefined : dig(file.root, "inputs", name, "default");
  return calls.every(({ site: at, given }) => {
    const value = get(given, name);
    return value ? isSettledValue(value, at, project, depth) : isSettledValue(fallback, site, project, depth);
  });
}

function isSettledValue(value: YamlNode | undefined, site: Site, project: Project, depth: number): boolean {
  const expressions = expressionsIn(scalarOf(value)?.text ?? "");
  return expressions.every(({ code }) => isSettled(code, site, project, depth));
}
