/** Secrets in variables of a workflow whose own names don't tell: `KEY: ${{ secrets.SSH_PRIVATE_KEY }}`. */
import type { Project } from "../../../documents/project.ts";
import type { CompositeAction } from "../../../documents/workflow/composite-action.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import type { StepsFile } from "../../../documents/workflow/steps-file.ts";
import type { WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import { onceFor, onceWithin } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";
import { callSitesOf } from "./call-sites.ts";
import { secretsHandedOn } from "./handed-secrets.ts";
import { environmentsAround, type Site, siteOf } from "./workflow-of.ts";

/** Stands for all secrets of the repository at once. */
export const EVERY_SECRET = "*";

/** `toJSON(secrets)`. */
export const ALL_SECRETS = /\btoJSON\(\s{0,9}secrets\s{0,9}\)/i;

/** Variables by their names, with the secret in each. */
type Secrets = ReadonlyMap<string, string>;

/** Those that the step around a program sees; none for programs outside of workflows and actions. */
export function secretsGiven(program: Pick<Place, "source" | "span">, project: Project): Secrets {
  const site = siteOf(program, project);
  return site ? ofProject(project)(site) : NONE;
}

const NONE: Secrets = new Map();

const ofProject = onceFor((project: Project) => {
  const fromAbove = onceWithin((file: StepsFile) => atCallers(file, project));
  const around = onceWithin((site: Site): Secrets => {
    return new Map([...[...fromAbove(site.file)].filter(notSetAnew(site)), ...setAround(site, project)]);
  });
  const fromBefore = onceWithin((holder: WorkflowJob | CompositeAction) => {
    const source = "key" in holder ? holder.key.source : holder.source;
    return secretsHandedOn(holder.steps, source, project, ({ node }) => {
      const site = siteOf(node, project);
      return site ? around(site) : NONE;
    });
  });
  return onceWithin((site: Site): Secrets => {
    const { file, job, step } = site;
    const holder = file.kind === "workflow" ? job : file;
    const own = get(step?.node, "env");
    const earlier = (holder && step ? fromBefore(holder) : []).filter(
      (one) => one.step.node.span.start < (step?.node.span.start ?? 0) && get(own, one.name) === undefined,
    );
    return new Map([...around(site), ...earlier.map(({ name, secret }): [string, string] => [name, secret])]);
  });
});

/** The steps of an action see the variables of every step that uses it, also by way of other actions. */
function atCallers(file: StepsFile, project: Project): Secrets {
  const above = new Set<Site>();
  const pending = file.kind === "composite-action" ? [file] : [];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const { site } of callSitesOf(next, project)) {
      if (site.file.kind === "composite-action" && !above.has(site)) pending.push(site.file);
      above.add(site);
    }
  }
  return new Map([...above].flatMap((site) => setAround(site, project)));
}

function notSetAnew(site: Site): (given: [string, string]) => boolean {
  const around = environmentsAround(site);
  return ([name]) => around.every(({ variables }) => get(variables, name) === undefined);
}

/** Of the workflow, then of the job, then of the step itself: what is nearer counts. */
function setAround(site: Site, project: Project): [string, string][] {
  const around = environmentsAround(site).reverse();
  const set = around.flatMap(({ variables, site: at }) =>
    entriesOf(variables).map(({ key, value }) => ({ name: key.text, value, at })),
  );
  const nearest = new Map(set.map((one) => [one.name, one]));
  return [...nearest.values()].flatMap(({ name, value, at }): [string, string][] => {
    const secret = secretIn(value, at, project, { left: MAX_STEPS });
    return secret === undefined ? [] : [[name, secret]];
  });
}

/** What one value may lead to by way of callers; nobody's workflows lead anywhere near this far, so beyond it the worst is assumed. */
const MAX_STEPS = 200;

function secretIn(
  value: YamlNode | undefined,
  site: Site,
  project: Project,
  steps: { left: number },
): string | undefined {
  for (const { code } of expressionsIn(scalarOf(value)?.text ?? "")) {
    if (ALL_SECRETS.test(code)) return EVERY_SECRET;
    for (const [, context, plain, quoted] of code.replace(ASKS, "true").matchAll(NAMED)) {
      const name = plain ?? quoted ?? "";
      if (context === "secrets") return name;
      const secret = givenBy(name, site, project, steps);
      if (secret !== undefined) return secret;
    }
  }
  return undefined;
}

const NAMED = /\b(secrets|inputs)(?:\.([\w-]+)|\['([\w-]+)'\])/g;

/** `${{ secrets.KEY != '' }}` tells only whether there is one. */
const ASKS = /[\w.-]{1,200}\s{0,9}[!=]=\s{0,9}'[^']{0,200}'/g;

function givenBy(
  input: string,
  { file }: Site,
  project: Project,
  steps: { left: number },
): string | undefined {
  for (const { given, site } of callSitesOf(file, project)) {
    if (steps.left-- <= 0) return EVERY_SECRET;
    const secret = secretIn(get(given, input), site, project, steps);
    if (secret !== undefined) return secret;
  }
  return undefined;
}
