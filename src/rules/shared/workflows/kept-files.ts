/** Files with secrets that a workflow hands to GitHub to keep: as an artifact, in a cache. */
import type { StepsFile } from "../../../documents/workflow/steps-file.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { placeIn } from "../places/place-in.ts";
import { fileNamed } from "../scripts/secret-sources.ts";

/** Who gets them. */
const KEEPERS: readonly { readonly action: RegExp; readonly message: string }[] = [
  {
    action: /^actions\/upload-artifact@/,
    message: "kept as an artifact here, which whoever can read the repository can download",
  },
  {
    action: /^actions\/cache(?:\/save)?@/,
    message: "kept in a cache here, which the runs of pull requests can read",
  },
];

/** All paths of such files, in the jobs that can deploy and in actions. */
export function* keptFiles(file: StepsFile): Iterable<Problem> {
  const steps =
    file.kind === "workflow"
      ? file.jobs.filter(({ deploys }) => deploys).flatMap((job) => job.steps)
      : file.steps;
  const writesSecrets = />\s{0,9}["']?\.kamal\/secrets/.test(file.source.text);
  for (const step of steps) yield* keptBy(step, writesSecrets);
}

function* keptBy({ uses, node }: WorkflowStep, writesSecrets: boolean): Iterable<Problem> {
  const keeper = KEEPERS.find(({ action }) => action.test(uses?.text ?? ""));
  const path = keeper && scalarOf(get(get(node, "with"), "path"));
  if (!keeper || !path) return;
  for (const line of path.text.split("\n")) {
    const text = line.trim();
    const material = text.startsWith("!") ? undefined : fileNamed(text);
    if (!material || (isHidden(text) && !takesHidden({ uses, node }))) continue;
    // what is committed there names secrets and holds none
    if (/\.kamal\b/.test(text) && !writesSecrets) continue;
    const [verb, what] = [material.many ? "are" : "is", material.what];
    yield {
      at: placeIn(path, text),
      subject: text.slice(0, 100),
      severity: "high",
      message: `${what.slice(0, 1).toUpperCase()}${what.slice(1)} ${verb} ${keeper.message}.`,
    };
  }
}

function isHidden(path: string): boolean {
  return /(?:^|\/)\.(?!\.?(?:\/|$))/.test(path);
}

/** Artifacts leave files out whose names start with a dot, unless they are told not to. */
function takesHidden({ uses, node }: Pick<WorkflowStep, "uses" | "node">): boolean {
  if (!uses?.text.startsWith("actions/upload-artifact")) return true;
  return scalarOf(get(get(node, "with"), "include-hidden-files"))?.text.toLowerCase() === "true";
}
