/** SSH-03: continuous integration deploys to servers whose keys it does not know. */
import type { TextFile } from "../../documents/document.ts";
import type { Project } from "../../documents/project.ts";
import { defineRule } from "../../engine/rule.ts";

/** The step that deploys, as people write it. */
const DEPLOYS = /\b(?:kamal|mrsk)[ \t]+(?:deploy|setup|redeploy)\b/;

/** Anything that says which keys servers have, or how strict SSH is to be; rules of their own judge what it says. */
const POLICY = /known_?hosts|ssh-keyscan|StrictHostKeyChecking|HOST_KEY/i;

export default defineRule({
  id: "no-host-policy-in-ci",
  category: "ssh",
  severity: "info",
  confidence: "medium",
  title: "Workflow deploys without known host keys",
  why: "A fresh runner knows no server, and Net::SSH then trusts whoever answers first: with every deployment anybody on the way may pose as the server and gets the environment files with all secrets.",
  fix: "Write the servers' public keys into `~/.ssh/known_hosts` in a step before, from a secret or a file of the repository.",
  references: ["https://man.openbsd.org/ssh_config#StrictHostKeyChecking"],
  appliesTo: ["text-file"],
  *check(file, project) {
    if (file.role !== "workflow" || !DEPLOYS.test(file.source.text) || POLICY.test(file.source.text)) return;
    if (project.documents.some(saysPolicy) || !deploysBySsh(project)) return;
    const at = stepOf(file);
    if (at) yield { at, message: "This deploys from a runner that knows no key of the servers." };
  },
});

/** Hooks, scripts and SSH's own settings run in the workflow too. */
function saysPolicy(document: Project["documents"][number]): boolean {
  return (
    document.kind === "text-file" &&
    /^(?:hook|script|ssh-config|action)$/.test(document.role) &&
    POLICY.test(document.source.text)
  );
}

/** Without a configuration at hand there is nothing to say. */
function deploysBySsh({ documents }: Project): boolean {
  return documents.some(({ kind }) => kind === "kamal-configuration");
}

function stepOf({
  source,
}: TextFile): { source: TextFile["source"]; span: { start: number; end: number } } | undefined {
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.lineText(line);
    const match = DEPLOYS.exec(text);
    if (!match || /^\s*#/.test(text)) continue;
    const start = source.lineStart(line) + match.index;
    return { source, span: { start, end: start + match[0].length } };
  }
  return undefined;
}
