/** What a job knows of itself in a condition: the values of its matrix, its system, its repository, what steps and jobs before it tell. */
import type { Project } from "../../../documents/project.ts";
import type { Verdict } from "../../../documents/workflow/conditions.ts";
import type { WorkflowJob } from "../../../documents/workflow/workflow.ts";
import {
  dig,
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  type YamlNode,
} from "../../../documents/yaml/yaml-node.ts";
import { stepsWithin } from "./steps-within.ts";

/** GitHub starts no more runs of a job. */
const MAX_VALUES = 256;

/** What a question without blanks comes to; "mixed" where it holds for some runs of the job and not for others. */
export function judgeOwn(atom: string, job: WorkflowJob, project: Project): Verdict | "mixed" {
  const [, name, operator, right = ""] =
    /^((?:matrix|runner|github|steps|needs)\.[\w.-]{1,200})(?:([!=]=)["']?([^"']{0,200})["']?)?$/.exec(
      atom,
    ) ?? [];
  if (name === undefined) return undefined;
  const values = valuesOf(name, right, job, project);
  if (values === undefined || values === CHANGES) return values && true;
  const verdicts = values.map((value) =>
    operator === undefined
      ? !/^(?:|false|0)$/.test(value)
      : (value === right.toLowerCase()) === (operator === "=="),
  );
  if (verdicts.includes(true)) return verdicts.includes(false) ? "mixed" : true;
  return false;
}

/** What tells which files have changed: where the check says something about none of them, it is not needed. */
const CHANGES: readonly string[] = [];

function valuesOf(
  name: string,
  asked: string,
  job: WorkflowJob,
  project: Project,
): readonly string[] | undefined {
  const [context = "", first = "", ...rest] = name.split(".");
  if (context === "matrix") return ofMatrix([first, ...rest], job);
  if (name === "runner.os") return systemsOf(job);
  if (context === "github")
    return /^repository(?:_owner)?$/.test(first) ? ofRepository(asked, project) : undefined;
  if (rest[0] !== "outputs") return undefined;
  const isThere =
    context === "needs"
      ? scalarsOf(get(job.node, "needs")).some(({ text }) => text === first)
      : stepsWithin(job.steps, project).some(({ node }) => scalarOf(get(node, "id"))?.text === first);
  if (!isThere) return [""];
  return /chang|filter|path|affected/.test(first) ? CHANGES : undefined;
}

/** Without the key it is empty; undefined where the run decides. */
function ofMatrix(
  [key = "", ...inner]: readonly string[],
  { node }: WorkflowJob,
): readonly string[] | undefined {
  const matrix = dig(node, "strategy", "matrix");
  if (!matrix) return [""];
  const lists = [get(matrix, key), get(matrix, "include")];
  if ([matrix, ...lists].some((one) => scalarOf(one))) return undefined;
  const values = [...itemsOf(lists[0]), ...itemsOf(lists[1]).map((one) => get(one, key))].slice(
    0,
    MAX_VALUES,
  );
  const isForSome = !lists[0] && entriesOf(matrix).some((one) => !/^(?:in|ex)clude$/.test(one.key.text));
  if (isForSome) values.push(undefined);
  const texts = values.map(
    (value) => scalarOf(value && inner.length > 0 ? dig(value, ...inner) : value)?.text ?? "",
  );
  if (texts.some((text) => text.includes("${{"))) return undefined;
  return texts.length === 0 ? [""] : texts.map((text) => text.replace(/\s+/g, "").toLowerCase());
}

function systemsOf(job: WorkflowJob): readonly string[] | undefined {
  const given: YamlNode | undefined = get(job.node, "runs-on");
  const labels = scalarsOf(given).map(({ text }) => text.toLowerCase());
  const [, key] = /^\$\{\{\s{0,9}matrix\.([\w.-]{1,100})\s{0,9}\}\}$/.exec(labels[0] ?? "") ?? [];
  const all = key === undefined ? labels : (ofMatrix(key.split("."), job) ?? []);
  const systems = all.flatMap((label) => SYSTEMS.find(([, names]) => names.test(label))?.[0] ?? []);
  const isSure = key === undefined ? systems.length > 0 : systems.length === all.length && all.length > 0;
  return isSure ? systems : undefined;
}

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ["linux", /ubuntu|linux|debian/],
  ["windows", /windows/],
  ["macos", /macos/],
];

/** The image is mostly named as the repository is, or after the same owner. */
function ofRepository(asked: string, { documents }: Project): readonly string[] | undefined {
  const name = asked.toLowerCase();
  const isNamed = documents.some(
    ({ kind, source }) => kind === "kamal-configuration" && source.text.toLowerCase().includes(name),
  );
  return name !== "" && isNamed ? [name] : undefined;
}
