/** Secrets in variables of a workflow whose own names don't tell: `KEY: ${{ secrets.SSH_PRIVATE_KEY }}`. */
import type { Project } from "../../../documents/project.ts";
import { expressionsIn } from "../../../documents/workflow/expressions.ts";
import { stepsIn } from "../../../documents/workflow/local-uses.ts";
import { entriesOf, get, scalarOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import { onceFor, onceWithin } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { callSitesOf } from "./call-sites.ts";
import { type StepsFile, stepsFileAt } from "./workflow-of.ts";

/** Stands for all secrets of the repository at once. */
export const EVERY_SECRET = "*";

/** `toJSON(secrets)`. */
export const ALL_SECRETS = /\btoJSON\(\s{0,9}secrets\s{0,9}\)/i;

/** Variables by their names, with the secret that each holds; empty for programs outside of workflows and actions. */
export function secretsGiven(source: SourceText, project: Project): ReadonlyMap<string, string> {
  const file = stepsFileAt(source.path, project);
  return file ? ofProject(project)(file) : NONE;
}

const NONE: ReadonlyMap<string, string> = new Map();

const ofProject = onceFor((project: Project) => onceWithin((file: StepsFile) => readSecrets(file, project)));

function readSecrets(file: StepsFile, project: Project): ReadonlyMap<string, string> {
  const jobs = file.kind === "workflow" ? file.jobs.map(({ node }) => node) : [];
  const nodes = [file.root, ...jobs, ...stepsIn(file).map(({ node }) => node)];
  return new Map(
    nodes
      .flatMap((node) => entriesOf(get(node, "env")))
      .flatMap(({ key, value }): [string, string][] => {
        const secret = secretIn(value, file, project, { left: MAX_STEPS });
        return secret === undefined ? [] : [[key.text, secret]];
      }),
  );
}

/** What one value may lead to by way of callers; nobody's workflows lead anywhere near this far. */
const MAX_STEPS = 200;

function secretIn(
  value: YamlNode | undefined,
  file: StepsFile,
  project: Project,
  steps: { left: number },
): string | undefined {
  for (const { code } of expressionsIn(scalarOf(value)?.text ?? "")) {
    if (ALL_SECRETS.test(code)) return EVERY_SECRET;
    const [, context, plain, quoted] = /\b(secrets|inputs)(?:\.([\w-]+)|\['([\w-]+)'\])/.exec(code) ?? [];
    const name = plain ?? quoted;
    if (name === undefined) continue;
    if (context === "secrets") return name;
    for (const { given, site } of callSitesOf(file, project)) {
      const secret = steps.left-- > 0 ? secretIn(get(given, name), site.file, project, steps) : undefined;
      if (secret !== undefined) return secret;
    }
  }
  return undefined;
}
