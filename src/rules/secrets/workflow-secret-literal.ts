/** A secret in clear in the workflow that deploys. */
import type { Workflow, WorkflowStep } from "../../documents/workflow/workflow.ts";
import { entriesOf, get, type YamlEntry } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "workflow-secret-literal",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Secret in clear in a workflow",
  why: "Everybody who can read the repository or its history has the value, and GitHub masks only its own secrets in logs.",
  fix: "Store it under the environment's secrets, refer to it as `secrets.NAME`, and rotate what stood here.",
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
  ],
  appliesTo: ["workflow", "composite-action"],
  *check(file) {
    const ofServices = file.kind === "workflow" ? valuesOfServices(file) : NONE;
    for (const entry of file.kind === "workflow" ? inJobs(file) : settingsOf(file.steps))
      if (entry.value.kind !== "scalar" || !ofServices.has(entry.value.text) || looksRandom(entry.value.text))
        yield* judge(entry);
  },
});

/** Variables of the jobs with Kamal and their steps; databases of tests stand under `services`. */
function inJobs({ root, jobs }: Workflow): YamlEntry[] {
  const deploying = jobs.filter(({ runsKamal }) => runsKamal);
  const shared = deploying.length > 0 ? entriesOf(get(root, "env")) : [];
  return [
    ...shared,
    ...deploying.flatMap(({ node, steps }) => [...entriesOf(get(node, "env")), ...settingsOf(steps)]),
  ];
}

const NONE: ReadonlySet<string> = new Set();

/** What databases of tests are started with: the same value elsewhere is how the tests reach them. */
function valuesOfServices({ root, jobs }: Workflow): ReadonlySet<string> {
  const variables = jobs
    .flatMap(({ node }) => entriesOf(get(node, "services")))
    .flatMap(({ value }) => entriesOf(get(value, "env")));
  const texts = variables.flatMap(({ value }) => (value.kind === "scalar" ? value.text : []));
  const named = texts.flatMap((text) => /^\$\{\{ *env\.(\w+) *\}\}$/.exec(text)?.[1] ?? []);
  const shared = entriesOf(get(root, "env")).filter(({ key }) => named.includes(key.text));
  return new Set([...texts, ...shared.flatMap(({ value }) => (value.kind === "scalar" ? value.text : []))]);
}

/** Variables of steps, and what actions are given. */
function settingsOf(steps: readonly WorkflowStep[]): YamlEntry[] {
  return steps.flatMap(({ node }) => [
    ...entriesOf(get(node, "env")),
    ...entriesOf(get(node, "with")).filter((entry) => !listsSecrets(entry)),
  ]);
}

/** `secrets:` of an action that reads a vault says where they are; that of Docker's gives each a value behind its name. */
function listsSecrets({ key, value }: YamlEntry): boolean {
  return key.text === "secrets" && value.kind === "scalar" && !/^[ \t]*["']?[\w.-]+=\S/m.test(value.text);
}

function* judge({ key, value }: YamlEntry): Iterable<Problem> {
  if (value.kind !== "scalar" || !isSecretName(key.text.replaceAll("-", "_"))) return;
  if (natureOf(value.text) !== "literal" || isPublicKeyValue(value.text)) return;
  yield { at: value, message: `${key.text} stands here in clear.` };
}
