/** Whether a job has made sure of a text before a step uses it: an earlier step, or a job it waits for, fails on anything else. */
import type { Project } from "../../../documents/project.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import type { Workflow, WorkflowJob } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf, type YamlMap } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import { awaitedBy } from "./awaited-jobs.ts";
import { environmentsAround, type Site, siteOf } from "./workflow-of.ts";

/** True when what a value spells out, `${{ inputs.tag }}`, is checked before the step of a site starts. */
export function isCheckedBefore(value: string, site: Site, project: Project): boolean {
  const { file, job, step } = site;
  if (!step) return false;
  const checking = checkedTexts(project).get(plain(value)) ?? [];
  return checking.some((check) => {
    if (check.file !== file || !check.step || !mustPass(check, site)) return false;
    if (check.job === job) return check.step.node.span.start < step.node.span.start && !goesOn(step.node);
    if (file.kind !== "workflow" || !check.job || !job) return false;
    return waitsFor(job, check.job, file);
  });
}

/** The text of a variable at a site, as the nearest `env:` has it. */
export function textOfVariable(name: string, site: Site): string | undefined {
  const set = environmentsAround(site).find(({ variables }) => get(variables, name));
  return set && scalarOf(get(set.variables, name))?.text;
}

/** Sites of steps that fail unless a text has the form they ask for. */
const checkedTexts = onceFor((project: Project): ReadonlyMap<string, readonly Site[]> => {
  const checks = project.documents.flatMap((script) => {
    if (script.kind !== "shell-script" || script.role !== "workflow" || script.checks.length === 0) return [];
    const site = siteOf(script, project);
    const texts = site ? [...namesInsistedOn(script)].map((name) => textOfVariable(name, site)) : [];
    return texts.flatMap((text) => (text === undefined || !site ? [] : [{ text: plain(text), site }]));
  });
  const byText = Map.groupBy(checks, ({ text }) => text);
  return new Map([...byText].map(([text, all]) => [text, all.slice(0, MAX_CHECKS).map(({ site }) => site)]));
});

/** Nobody checks one text more often; what is checked only beyond counts as not checked. */
const MAX_CHECKS = 50;

/** Those that are checked up to the end: after `if …; then …; fi` the script goes on whatever came out. */
function namesInsistedOn({ checks, span, source }: ShellScript): Set<string> {
  const insisting = checks.filter(
    (check) =>
      check.kind === "pattern" &&
      check.inFunction === undefined &&
      check.span.end >= span.end &&
      !/\b(?:fi|esac|done)\s*$/.test(source.text.slice(check.span.start, check.span.end)),
  );
  return new Set(insisting.map(({ name }) => name));
}

/** A check under a condition of its own, or one that may fail, stops nothing. */
function mustPass({ step, job }: Site, { step: using }: Site): boolean {
  const condition = conditionOf(step?.node);
  if (condition !== "" && condition !== conditionOf(using?.node)) return false;
  return ![step?.node, job?.node].some(mayFail);
}

/** Also where only the run tells: `${{ inputs.lenient }}`. */
function mayFail(node: YamlMap | undefined): boolean {
  const value = get(node, "continue-on-error");
  return (
    value !== undefined && !/^(?:\$\{\{\s{0,9})?false(?:\s{0,9}\}\})?$/i.test(scalarOf(value)?.text ?? "")
  );
}

function waitsFor(job: WorkflowJob, other: WorkflowJob, file: Workflow): boolean {
  return conditionOf(other.node) === "" && !goesOn(job.node) && awaitedBy(job, file).has(other.key.text);
}

/** `if: always()` runs after a failure too. */
function goesOn(node: YamlMap): boolean {
  return /\b(?:always|failure|cancelled)\(/.test(conditionOf(node));
}

function conditionOf(node: YamlMap | undefined): string {
  return scalarOf(get(node, "if"))?.text.trim() ?? "";
}

function plain(text: string): string {
  return text.replace(/\s+/g, "");
}
