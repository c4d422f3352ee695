/** AUD-04: every secret of a deployment comes from the environment of whoever deploys. */
import type { SecretsFile } from "../../documents/secrets-file/secrets-file.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "no-external-secret-manager",
  category: "audit",
  severity: "info",
  confidence: "medium",
  strictness: "audit",
  title: "Secrets come from plain environment variables",
  why: "Then each machine that deploys keeps a copy of every secret in a dotfile or a CI setting, where nobody sees who read it and rotation means visiting them all.",
  fix: "Fetch secrets from a manager with `kamal secrets fetch --adapter …`, which asks when it deploys and keeps a log.",
  references: ["https://kamal-deploy.org/docs/commands/secrets/"],
  appliesTo: ["secrets-file"],
  *check(secrets) {
    const [first] = secrets.assignments;
    if (!first || !isPlain(secrets)) return;
    const at = { source: secrets.source, span: first.nameSpan };
    yield {
      at,
      message: "All secrets of this file come from environment variables of the machine that deploys.",
    };
  },
});

/** A file with a single password, typically the registry's, is not yet worth a secret manager. */
function isPlain({ assignments }: SecretsFile): boolean {
  const fromEnvironment = assignments.filter(
    ({ references }) => references.length > 0 && references.every(({ kind }) => kind === "variable"),
  );
  return fromEnvironment.length >= 2 && fromEnvironment.length === assignments.length;
}
