/** The difference that a review carries, or none when there is nothing sure to say. */
import type { Document } from "../../documents/document.ts";
import type { Project } from "../../documents/project.ts";
import type { Finding } from "../../engine/finding.ts";
import { secretPlaces } from "../secret-places.ts";
import type { PlanChange } from "./plan-change.ts";
import { planChanges } from "./plan-changes.ts";

/** A commit and all that rules found in it, since findings tell where secrets stand. */
export interface JudgedProject {
  readonly project: Project;
  readonly findings: readonly Finding[];
}

/** Undefined when the change touches no file of the deployment, or when its effect can't be known. */
export function planOfChange(base: JudgedProject, head: JudgedProject): readonly PlanChange[] | undefined {
  const changes = planChanges(base.project, head.project, {
    base: secretPlaces(base.project, base.findings),
    head: secretPlaces(head.project, head.findings),
  });
  const isNone = isTouched(base.project, head.project) && isReadable(head.project);
  return changes.length > 0 || isNone ? changes : undefined;
}

function isReadable({ documents }: Project): boolean {
  return !documents.some((document) => document.kind === "unreadable-file" && document.role === "kamal");
}

function isTouched(base: Project, head: Project): boolean {
  const before = deploymentFiles(base);
  const after = deploymentFiles(head);
  return before.size !== after.size || [...after].some((file) => !before.has(file));
}

/** Path, text and mode of each. */
function deploymentFiles({ documents }: Project): ReadonlySet<string> {
  const files = documents.filter(isOfDeployment);
  return new Set(
    files.map(({ source, ...more }) =>
      JSON.stringify([source.path, source.text, "mode" in more ? more.mode : ""]),
    ),
  );
}

function isOfDeployment(document: Document): boolean {
  if (document.kind === "text-file") return document.role === "hook";
  return document.kind === "kamal-file" || document.kind === "secrets-file";
}
