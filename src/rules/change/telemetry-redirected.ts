/** CFG-10: a change sends the log of deployments to a machine that nobody knew before. */
import { dig, isKnown, scalarOf, type YamlMap, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import { reachOf } from "../shared/network/hosts.ts";
import { neighbourhoodOf } from "../shared/network/neighbours.ts";
import { projectHosts } from "../shared/network/project-hosts.ts";

export default defineChangeRule({
  id: "telemetry-redirected",
  category: "change",
  severity: "high",
  confidence: "medium",
  title: "Log of deployments sent to a new machine",
  why: "Kamal sends every command line and its output there, clear variables and host names included: whoever owns the machine reads how the application is deployed, each time.",
  fix: "Have an owner of the deployment confirm that the collector is yours.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  compares: "kamal-configuration",
  supersedes: ["telemetry-cleartext"],
  *compare(before, after, change) {
    const at = endpointOf(after.root);
    const host = at && isKnown(at) ? hostOf(at) : undefined;
    const earlier = endpointOf(before.root);
    if (!at || host === undefined || (earlier && hostOf(earlier) === host)) return;
    if (/^(?:private|loopback)$/.test(reachOf(host)) || isOwn(host, projectHosts(change.before))) return;
    const message =
      "From this change on, the log of every deployment goes to a machine outside this deployment.";
    yield { at, ...(VENDORS.test(host) ? { severity: "low" } : {}), message };
  },
});

/** Services that collect telemetry for their customers. */
const VENDORS =
  /(?:^|\.)(?:honeycomb\.io|grafana\.net|datadoghq\.(?:com|eu)|nr-data\.net|dash0\.com|axiom\.co|uptrace\.dev|betterstackdata\.com|signoz\.(?:io|cloud)|lightstep\.com|logz\.io|sentry\.io|elastic\.co|dynatrace\.com|appsignal\.com|scoutapm\.com)$/i;

function endpointOf(root: YamlMap): YamlScalar | undefined {
  return scalarOf(dig(root, "output", "otel", "endpoint"));
}

function hostOf({ text }: YamlScalar): string | undefined {
  return /^[a-z]{2,10}:\/\/(?:[^/@]{0,200}@)?(\[[^\]]{2,45}\]|[^/:?#]{1,260})/i
    .exec(text.trim())?.[1]
    ?.toLowerCase();
}

function isOwn(host: string, hosts: readonly string[]): boolean {
  return hosts.some((one) => neighbourhoodOf(one) === neighbourhoodOf(host));
}
