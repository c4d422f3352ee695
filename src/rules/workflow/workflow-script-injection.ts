/** WFL-02: text that others choose is pasted into a program. */

import type { Project } from "../../documents/project.ts";
import { expressionsIn } from "../../documents/workflow/expressions.ts";
import { programsGiven } from "../../documents/workflow/given-programs.ts";
import { triggerOf } from "../../documents/workflow/workflow.ts";
import { scalarText } from "../../documents/yaml/scalar-text.ts";
import type { YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Author } from "../shared/workflows/event-texts.ts";
import { type Choice, choiceOf } from "../shared/workflows/workflow-expressions.ts";
import { type Site, sitesIn } from "../shared/workflows/workflow-of.ts";

export default defineRule({
  id: "workflow-script-injection",
  category: "workflow",
  severity: "high",
  confidence: "high",
  title: "Text of others pasted into a program",
  why: "GitHub puts the value into the script before any shell reads it, so quotes don't help: a title such as `$(curl …)` runs on the runner, with whatever secrets the job holds.",
  fix: 'Hand the value over in `env:` and write `"$NAME"` in the script.',
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#understanding-the-risk-of-script-injections",
  ],
  appliesTo: ["workflow", "composite-action"],
  *check(file, project) {
    for (const site of sitesIn(file))
      for (const program of programsIn(site)) yield* judge(program, site, project);
  },
});

const WHO: Readonly<Record<Author, string>> = {
  anyone: "Outsiders can choose",
  writers: "Whoever may push or start the workflow can choose",
  callers: "The calling workflow chooses",
};

function programsIn({ step }: Site): YamlScalar[] {
  const given = step ? programsGiven(step).map(({ text }) => text) : [];
  return [...(step?.run ? [step.run] : []), ...given];
}

function* judge(program: YamlScalar, site: Site, project: Project): Iterable<Problem> {
  const derived = scalarText(program);
  for (const { code, span } of expressionsIn(derived.text)) {
    const choice = choiceOf(code, site, project);
    if (!choice) continue;
    yield {
      at: {
        source: program.source,
        span: derived.toSource(span),
        anchor: `${program.anchor} ${code.slice(0, 80)}`,
      },
      severity: severityOf(choice, site),
      ...(choice.author === "callers" ? { strictness: "pedantic" as const } : {}),
      message: `${WHO[choice.author]} this text, and it becomes part of the program.`,
    };
  }
}

/** Pull requests of forks get no secrets under `pull_request`. */
function severityOf({ author, code, workflow }: Choice, { job }: Site): Severity {
  if (author !== "anyone") return author === "writers" ? "medium" : "low";
  const withoutSecrets =
    /head_ref|pull_request/i.test(code) &&
    !(workflow && (triggerOf(workflow, "pull_request_target") || triggerOf(workflow, "workflow_run")));
  return (job?.deploys ?? true) && !withoutSecrets ? "critical" : "high";
}
