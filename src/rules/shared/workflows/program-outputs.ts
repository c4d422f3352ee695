/** Outputs that a step sets from JavaScript, in GitHub's own action for scripts: `core.setOutput("tag", context.payload.…)`. */
import {
  type Expression,
  literalOf,
  type NameExpression,
  type Program,
  partsOf,
  pathOf,
} from "../../../documents/program/program.ts";
import { assignmentsByVariable, scopesFrom, variableKey } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { contains } from "../../../source/span.ts";
import { makesHarmless } from "../programs/harmless-results.ts";

/** The texts of the event, `github.event.comment.body`, that get into what a step sets under a name. */
export function eventTextsSet(
  { node }: WorkflowStep,
  { path }: SourceText,
  name: string,
  project: Project,
): string[] {
  const programs = programsByPath(project).get(path) ?? [];
  return programs
    .filter(({ span }) => contains(node.span, span))
    .flatMap((program) => eventTextsIn(valuesByName(program).get(name) ?? [], program));
}

const valuesByName = onceFor(({ calls }: Program): ReadonlyMap<string, readonly Expression[]> => {
  const setting = calls.filter(({ path }) => /\bcore\.setOutput$/.test(path));
  const byName = Map.groupBy(setting, (call) => literalOf(call.arguments[0]) ?? "");
  return new Map([...byName].map(([name, all]) => [name, all.flatMap((call) => call.arguments.slice(1, 2))]));
});

const assignedIn = onceFor(({ assignments }: Program) => assignmentsByVariable(assignments, MAX_VALUES));

/** Values that one output may be made of; nobody's lead anywhere near this far, and beyond it the worst is assumed. */
const MAX_VALUES = 200;

/** What holds them all. */
const EVENT = "github.event";

function eventTextsIn(values: readonly Expression[], program: Program): string[] {
  const assigned = assignedIn(program);
  const found: string[] = [];
  const seen = new Set<string>();
  const pending = [...values];
  let left = MAX_VALUES;
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (left-- <= 0) return [EVENT];
    const [, text] = /^(?:github\.)?context\.payload\.([\w.]{1,200})$/.exec(pathOf(value) ?? "") ?? [];
    if (text !== undefined) found.push(`${EVENT}.${text}`);
    else if (value.kind === "name" && !isChecked(value, program)) {
      const { name, scope } = value;
      const keys = scopesFrom(scope)
        .map((one) => variableKey(name, one))
        .filter((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      pending.push(...keys.flatMap((key) => assigned.get(key) ?? []).map((one) => one.value));
    } else if (!isDecided(value)) pending.push(...partsOf(value));
  }
  return found;
}

/** Somewhere the program leaves when it isn't what it should be. */
function isChecked({ name }: NameExpression, { checks }: Program): boolean {
  return checks.some((check) => check.name === name);
}

/** A condition or the answer to a question has no room for a text, and a strict pattern leaves none that does harm. */
function isDecided(value: Expression): boolean {
  if (value.kind === "mixed") return true;
  if (value.kind !== "call") return false;
  const { path, method } = value.call;
  if (/^(?:Number|parseInt|parseFloat|Boolean|Number\.parseInt)$/.test(path)) return true;
  return (
    /^(?:includes|startsWith|endsWith|test|indexOf|search)$/.test(method) ||
    makesHarmless(value.call, "shell")
  );
}

const programsByPath = onceFor(({ documents }: Project): ReadonlyMap<string, readonly Program[]> => {
  const programs = documents.filter(
    (document): document is Program => document.kind === "program" && document.role === "workflow",
  );
  return Map.groupBy(programs, ({ source }) => source.path);
});
