/** AUD-01: nothing keeps who deployed what, and when. */
import type { Project } from "../../documents/project.ts";
import { entryOf, get } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "no-deploy-record",
  category: "audit",
  severity: "info",
  confidence: "medium",
  strictness: "audit",
  title: "Deployments leave no record",
  why: "Kamal's own audit log lies on the servers that it deploys to, so whoever takes a server over can rewrite who deployed what.",
  fix: "Send each deployment to a place of its own, from a `post-deploy` hook (`$KAMAL_PERFORMER`, `$KAMAL_VERSION`) or by `output`.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    const { root } = configuration;
    const at = entryOf(root, "service")?.key;
    if (!at || get(root, "output") || recordingHooks(project)) return;
    yield { at, message: "Neither a hook nor `output` records who deploys which version." };
  },
});

/** What a hook does with its knowledge can't be told for sure; that one runs at all shows that somebody thought of it. */
function recordingHooks(project: Project): boolean {
  return project.documents.some(
    (document) =>
      document.kind === "text-file" &&
      document.role === "hook" &&
      /\/(?:pre|post)-(?:deploy|app-boot)$/.test(document.source.path),
  );
}
