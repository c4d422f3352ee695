/** WFL-03: actions whose code can change under the same name run in the job that deploys. */
import { get, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

/** GitHub's own, and those of the makers of what a deployment uses anyway. */
const MAKERS =
  /^(?:actions|github|docker|ruby|webfactory|aws-actions|google-github-actions|azure|hashicorp|1password|bitwarden|dopplerhq|infisical|digitalocean|tailscale|cloudflare|oven-sh|pnpm|astral-sh|slackapi|getsentry|codecov|sigstore|aquasecurity|superfly|basecamp|rails|rubygems|crazy-max|jdx|cypress-io|gittools|denoland|erlef|shivammathur|gradle|peter-evans|softprops|dorny)$/i;

export default defineRule({
  id: "unpinned-action",
  category: "workflow",
  severity: "medium",
  confidence: "high",
  title: "Action without a fixed commit",
  why: "A tag or branch can be moved to other code, as happened to tj-actions in 2025; that code then runs beside the SSH key and registry login that Kamal uses.",
  fix: "Name the commit, `uses: owner/action@<40 hex digits> # v1.2.3`, and let Dependabot raise it.",
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions#using-third-party-actions",
  ],
  appliesTo: ["workflow", "composite-action"],
  *check(file) {
    const jobs = file.kind === "workflow" ? file.jobs.filter(({ deploys }) => deploys) : [];
    const steps = file.kind === "workflow" ? jobs.flatMap((job) => job.steps) : file.steps;
    const called = [...jobs.map(({ node }) => scalarOf(get(node, "uses"))), ...steps.map(({ uses }) => uses)];
    for (const uses of called) if (uses) yield* judge(uses);
  },
});

function* judge(uses: YamlScalar): Iterable<Problem> {
  const [name = "", ref] = uses.text.split("@");
  if (name.startsWith(".") || /^(?:[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64})$/.test(ref ?? "")) return;
  const [owner = ""] = name.split("/");
  const isVersion = ref !== undefined && /^v?\d/.test(ref);
  const shown = `\`${name.slice(0, 100)}\``;
  if (name.startsWith("docker://") || (isVersion && !MAKERS.test(owner))) {
    yield {
      at: uses,
      severity: "medium",
      message: `The version of ${shown} is a tag, which its owner can move to other code.`,
    };
  } else if (isVersion) {
    const severity = /^(?:actions|github)$/.test(owner) ? "info" : "low";
    yield { at: uses, severity, strictness: "pedantic", message: `The version of ${shown} is a tag.` };
  } else {
    const severity = /^(?:actions|github)$/.test(owner) ? "low" : "medium";
    yield {
      at: uses,
      severity,
      message: `This runs whatever the branch or tag of ${shown} holds at that moment.`,
    };
  }
}
