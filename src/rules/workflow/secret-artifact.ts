/** WFL-07 and HK-11 in a workflow: files with secrets are kept where everybody who reads the repository gets them. */
import type { Workflow, WorkflowStep } from "../../documents/workflow/workflow.ts";
import { get, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { fileNamed } from "../shared/scripts/secret-sources.ts";

export default defineRule({
  id: "secret-artifact",
  category: "workflow",
  severity: "high",
  confidence: "high",
  title: "Secret files kept with the run of a workflow",
  why: "Whoever may read the repository downloads the artifacts of its runs, of a public one everybody; what is cached comes back in the runs of every branch, those of pull requests included.",
  fix: "Leave keys and secrets files out of `path`; fetch them anew in the job that needs them, and rotate what has been kept.",
  references: [
    "https://docs.github.com/actions/how-tos/writing-workflows/choosing-what-your-workflow-does/storing-and-sharing-data-from-a-workflow",
  ],
  appliesTo: ["workflow"],
  *check(workflow) {
    for (const { at, what, keeps } of keptSecrets(workflow)) {
      const message = `${what.slice(0, 1).toUpperCase()}${what.slice(1)} ${keeps} here.`;
      yield { at, message };
    }
  },
});

interface KeptSecret {
  readonly at: Problem["at"];
  readonly what: string;
  readonly keeps: string;
}

function keptSecrets({ jobs }: Workflow): KeptSecret[] {
  return jobs.flatMap(({ steps }) =>
    steps.flatMap((step): KeptSecret[] => {
      const action = /^actions\/(upload-artifact|cache(?:\/save)?)@/.exec(step.uses?.text ?? "")?.[1];
      const path = action === undefined ? undefined : pathOf(step);
      const found = path && secretAmong(path.text);
      if (!path || !found) return [];
      const { what, many } = found;
      const [is, are] =
        action === "upload-artifact"
          ? ["becomes an artifact", "become an artifact"]
          : ["is put into the cache", "are put into the cache"];
      return [{ at: path, what, keeps: many ? are : is }];
    }),
  );
}

function pathOf({ node }: WorkflowStep): YamlScalar | undefined {
  return scalarOf(get(get(node, "with"), "path"));
}

/** `path` names one file, folder or pattern a line; `!` in front leaves one out. */
function secretAmong(paths: string): ReturnType<typeof fileNamed> {
  const named = paths
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("!"));
  return named.flatMap((path) => fileNamed(path) ?? [])[0];
}
