/** Actions and workflows of the same repository that a workflow or an action uses. */
import { posix } from "node:path";
import { get, scalarOf, type YamlScalar } from "../yaml/yaml-node.ts";
import type { StepsFile } from "./steps-file.ts";
import type { WorkflowStep } from "./workflow.ts";

/** Paths that the metadata of a local action may have: `uses: ./.github/actions/ssh`. */
export function actionPathsOf(uses: YamlScalar | undefined): string[] {
  const folder = localPathOf(uses);
  if (folder === undefined || /\.ya?ml$/.test(folder)) return [];
  return ["action.yml", "action.yaml"].map((name) => posix.join(folder, name));
}

/** The path of a local reusable workflow: `uses: ./.github/workflows/deploy.yml`. */
export function workflowPathOf(uses: YamlScalar | undefined): string | undefined {
  const path = localPathOf(uses);
  return path !== undefined && /\.ya?ml$/.test(path) ? path : undefined;
}

/** Everything of the repository that a document uses, by path; of an action either spelling of its file. */
export function localUses(document: StepsFile): string[] {
  const calls = document.kind === "workflow" ? document.jobs.map(({ node }) => get(node, "uses")) : [];
  const called = calls.flatMap((uses) => workflowPathOf(scalarOf(uses)) ?? []);
  return [...called, ...stepsIn(document).flatMap(({ uses }) => actionPathsOf(uses))];
}

/** The steps of all jobs, or of the action. */
export function stepsIn(document: StepsFile): readonly WorkflowStep[] {
  return document.kind === "workflow" ? document.jobs.flatMap(({ steps }) => steps) : document.steps;
}

/** Paths are meant from the root of the repository, wherever the file lies that names them. */
function localPathOf(uses: YamlScalar | undefined): string | undefined {
  if (!uses?.text.startsWith("./")) return undefined;
  const path = posix.normalize(uses.text).replace(/\/$/, "");
  return path.startsWith("..") || path.includes("$") ? undefined : path;
}
