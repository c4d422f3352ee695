/** Whether a workflow makes sure of the version that Kamal gets. */
import type { Project } from "../../../documents/project.ts";
import { kamalCallOf } from "../../../documents/shell/kamal-call.ts";
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import type { YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import { checksIn } from "../scripts/checked-variables.ts";
import type { Flow } from "../scripts/flow.ts";
import { variableOf } from "../scripts/tainted-variables.ts";
import { isCheckedBefore, textOfVariable } from "./checked-before.ts";
import { expressionAt } from "./workflow-expressions.ts";
import { type Site, siteOf, sitesIn } from "./workflow-of.ts";

/** True when what a script of a step brings in from its workflow is checked before the step. */
export function isCheckedFlow(flow: Flow, project: Project): boolean {
  const site = flow.source && siteOf(flow.source.at, project);
  if (!flow.source || !site) return false;
  const code = expressionAt(flow.source.at);
  const text = code === undefined ? textOfVariable(variableOf(flow) ?? "", site) : `\${{ ${code} }}`;
  return text !== undefined && isCheckedBefore(text, site, project);
}

/** True when a variable of a workflow is checked before each call of Kamal that sees it, in its step or in what must have passed by then. */
export function isVersionChecked(name: string, value: YamlScalar, around: Site, project: Project): boolean {
  const users = sitesIn(around.file).filter(
    (site) =>
      (!around.step || around.step === site.step) &&
      (!around.job || around.job === site.job) &&
      site.step?.runsKamal === true &&
      textOfVariable(name, site) === value.text,
  );
  if (users.length === 0) return isOfTheCheck(name, around, project);
  return users.every(
    (site) => isCheckedBefore(value.text, site, project) || isCheckedWithin(name, site, project),
  );
}

/** A variable of the step that checks it is handed to nothing else. */
function isOfTheCheck(name: string, { file, step }: Site, project: Project): boolean {
  const site = step && sitesIn(file).find((one) => one.step === step);
  const scripts = site ? (scriptsOfSteps(project).get(site) ?? []) : [];
  return scripts.some(({ checks }) =>
    checks.some((check) => check.name === name && check.kind === "pattern"),
  );
}

function isCheckedWithin(name: string, site: Site, project: Project): boolean {
  const scripts = scriptsOfSteps(project).get(site) ?? [];
  if (scripts.length === 0) return false; // an action
  return scripts.every((script) => {
    const calls = script.commands.filter(kamalCallOf).filter(takesVersion);
    const isKnown = checksIn(script);
    const uses = calls.length > 0 ? calls : script.commands.slice(-1);
    return uses.every(({ span, inFunction }) => isKnown(name, "pattern", span.start, inFunction));
  });
}

const scriptsOfSteps = onceFor((project: Project): ReadonlyMap<Site, readonly ShellScript[]> => {
  const scripts = project.documents.flatMap((document) => {
    const site =
      document.kind === "shell-script" && document.role === "workflow"
        ? siteOf(document, project)
        : undefined;
    return document.kind === "shell-script" && site ? [{ script: document, site }] : [];
  });
  const bySite = Map.groupBy(scripts, ({ site }) => site);
  return new Map([...bySite].map(([site, all]) => [site, all.map(({ script }) => script)]));
});

/** The others look at no version. */
function takesVersion(command: ShellCommand): boolean {
  const [first] = kamalCallOf(command)?.arguments ?? [];
  return !/^(?:version|registry|lock|config|docs|init|secrets)$/.test(first?.literal ?? "");
}
