/** CFG-05: `kamal deploy` without a destination goes to the servers of the base file. */
import { entryOf, get } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "require-destination-missing",
  category: "config",
  severity: "low",
  confidence: "medium",
  strictness: "pedantic",
  title: "Deployment without a destination is possible",
  why: "Whoever forgets `-d staging` deploys what was meant for staging to the servers of the base file.",
  fix: "Add `require_destination: true` and give the base's servers a destination file of their own.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/#destinations"],
  appliesTo: ["kamal-configuration"],
  *check({ destination, source, root, roles }, { documents }) {
    if (destination !== undefined || get(root, "require_destination")) return;
    const others = documents.flatMap((document) =>
      document.kind === "kamal-file" && document.basePath === source.path ? (document.destination ?? []) : [],
    );
    const at = entryOf(root, "servers")?.key;
    if (!at || others.length === 0 || !roles.some(({ hosts }) => hosts.length > 0)) return;
    const named = others.slice(0, 3).join("`, `");
    yield {
      at,
      message: `These servers are deployed to whenever \`-d\` is forgotten; there is also \`${named}\`.`,
    };
  },
});
