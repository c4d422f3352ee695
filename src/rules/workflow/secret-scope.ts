/** WFL-08: secrets reach further than the step that needs them. */
import { secretsIn } from "../../documents/workflow/open-workflow.ts";
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf, writtenScalars } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { placeIn } from "../shared/places/place-in.ts";
import { isHarmlessName } from "../shared/secrets/secret-names.ts";
import { ALL_SECRETS } from "../shared/workflows/workflow-secrets.ts";

export default defineRule({
  id: "secret-scope",
  category: "workflow",
  severity: "low",
  confidence: "high",
  title: "Secrets given to more than needs them",
  why: "Every job, action and gem that can see a secret can send it away; the key of a deployment is only needed where Kamal runs.",
  fix: "Set each secret in the `env:` of the step that uses it, and name those that a reusable workflow gets.",
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
  ],
  appliesTo: ["workflow"],
  *check(workflow) {
    if (!workflow.jobs.some(({ runsKamal }) => runsKamal)) return;
    for (const { node } of workflow.jobs) {
      const all = scalarOf(get(node, "secrets"));
      if (all?.text !== "inherit") continue;
      const isOwn = scalarOf(get(node, "uses"))?.text.startsWith("./") ?? true;
      yield {
        at: all,
        severity: isOwn ? "low" : "medium",
        ...(isOwn ? { strictness: "pedantic" as const } : {}),
        message: isOwn
          ? "The called workflow gets every secret of the repository."
          : "A workflow of another repository gets every secret of this one.",
      };
    }
    yield* allAtOnce(workflow);
    yield* sharedVariables(workflow);
  },
});

/** `toJSON(secrets)`: whatever the step is, it has all of them, those of other deployments included. */
function* allAtOnce({ source, root, jobs }: Workflow): Iterable<Problem> {
  if (!ALL_SECRETS.test(source.text)) return;
  const shared = [root, ...jobs.map(({ node }) => node)].flatMap((node) => get(node, "env") ?? []);
  for (const node of [...shared, ...jobs.flatMap(({ steps }) => steps.map((step) => step.node))]) {
    const [at] = [...writtenScalars(node)].flatMap((scalar) => {
      const piece = ALL_SECRETS.exec(scalar.text)?.[0];
      return piece === undefined ? [] : [placeIn(scalar, piece)];
    });
    if (at) yield { at, severity: "medium", message: "Every secret of the repository is handed out here." };
  }
}

/** With a single job, the whole workflow is that job. Variables come in blocks, so the first one speaks for all. */
function* sharedVariables({ root, jobs }: Workflow): Iterable<Problem> {
  const [first, ...others] = entriesOf(get(root, "env")).filter(
    ({ key, value }) => secretsIn(value).length > 0 && !isHarmlessName(key.text),
  );
  if (!first) return;
  const more = others.length === 0 ? " holds a secret" : ` and ${others.length} more hold secrets`;
  yield {
    at: first.value,
    ...(jobs.length > 1 ? {} : { severity: "info" as const }),
    message: `${first.key.text}${more} that every step of every job of this workflow can read.`,
  };
}
