/** WFL-09: two deployments may run at the same time. */
import { get } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "concurrent-deploys",
  category: "workflow",
  severity: "low",
  confidence: "high",
  strictness: "pedantic",
  title: "Deployments that can overtake each other",
  why: "Kamal's lock makes the second of two deployments fail, and of two queued ones the older can come last and bring back a fault that was just mended.",
  fix: "Add `concurrency: { group: deploy-production, cancel-in-progress: false }`.",
  references: [
    "https://docs.github.com/actions/writing-workflows/choosing-what-your-workflow-does/control-the-concurrency-of-workflows-and-jobs",
  ],
  appliesTo: ["workflow"],
  *check({ root, jobs }) {
    if (get(root, "concurrency")) return;
    const job = jobs.find(({ runsKamal, node }) => runsKamal && !get(node, "concurrency"));
    if (job) yield { at: job.key, message: "Nothing keeps two runs of this deployment apart." };
  },
});
