/** CFG-10: a change sends the log of deployments, or those of containers, to a machine that nobody knew before. */
import { accessoriesOf } from "../../documents/kamal/accessories.ts";
import { rolesOf } from "../../documents/kamal/servers.ts";
import {
  dig,
  entriesOf,
  isKnown,
  scalarOf,
  type YamlMap,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { isAddress, reachOf } from "../shared/network/hosts.ts";
import { neighbourhoodOf } from "../shared/network/neighbours.ts";
import { projectHosts } from "../shared/network/project-hosts.ts";

export default defineChangeRule({
  id: "telemetry-redirected",
  category: "change",
  severity: "high",
  confidence: "medium",
  title: "Logs sent to a new machine",
  why: "To the collector under `output` Kamal sends every command line and its output, clear variables and host names included; to the address of a log driver Docker sends all that the containers print, requests of visitors included. Whoever owns the machine reads it.",
  fix: "Have an owner of the deployment confirm that the collector is yours.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  compares: "kamal-configuration",
  supersedes: ["telemetry-cleartext"],
  *compare(before, after, change) {
    const earlier = new Set(collectorsOf(before.root).map(({ at }) => hostOf(at)));
    for (const { at, what } of collectorsOf(after.root)) {
      const host = isKnown(at) ? hostOf(at) : undefined;
      if (host === undefined || earlier.has(host)) continue;
      const known = projectHosts(change.before);
      if (/^(?:private|loopback)$/.test(reachOf(host)) || isOwn(host, known)) continue;
      const message = `From this change on, ${what} to a machine outside this deployment.`;
      yield { at, severity: severityOf(host, known), message };
    }
  },
});

/** An address that logs are sent to. */
interface Collector {
  readonly at: YamlScalar;
  /** Which logs, with the verb. */
  readonly what: string;
}

/** Options of Docker's log drivers. */
const ADDRESS = /^(?:syslog-address|gelf-address|fluentd-address|splunk-url|loki-url|logstash-url|sumo-url)$/;

function collectorsOf(root: YamlMap): Collector[] {
  const endpoint = scalarOf(dig(root, "output", "otel", "endpoint"));
  const parts = [root, ...[...rolesOf(root), ...accessoriesOf(root)].map(({ settings }) => settings)];
  const addresses = parts.flatMap((part) =>
    entriesOf(dig(part, "logging", "options")).flatMap(({ key, value }) =>
      ADDRESS.test(key.text) ? (scalarOf(value) ?? []) : [],
    ),
  );
  return [
    ...(endpoint ? [{ at: endpoint, what: "the log of every deployment goes" }] : []),
    ...addresses.map((at) => ({ at, what: "the logs of containers go" })),
  ];
}

/** Services that collect telemetry for their customers. */
const VENDORS =
  /(?:^|\.)(?:honeycomb\.io|grafana\.net|datadoghq\.(?:com|eu)|nr-data\.net|dash0\.com|axiom\.co|uptrace\.dev|betterstackdata\.com|signoz\.(?:io|cloud)|lightstep\.com|logz\.io|sentry\.io|elastic\.co|dynatrace\.com|appsignal\.com|scoutapm\.com)$/i;

function hostOf({ text }: YamlScalar): string | undefined {
  return /^(?:[a-z]{2,10}:\/\/|(?=[\w.-]+:\d+$))(?:[^/@]{0,200}@)?(\[[^\]]{2,45}\]|[^/:?#]{1,260})/i
    .exec(text.trim())?.[1]
    ?.toLowerCase();
}

/** A domain belongs to somebody; the network of an address is mostly that of a provider, who rents it to anybody. */
function isOwn(host: string, known: readonly string[]): boolean {
  return known.includes(host) || (!isAddress(host) && hasNeighbour(host, known));
}

function severityOf(host: string, known: readonly string[]): Severity {
  if (VENDORS.test(host)) return "low";
  return hasNeighbour(host, known) ? "medium" : "high";
}

function hasNeighbour(host: string, known: readonly string[]): boolean {
  return known.some((one) => neighbourhoodOf(one) === neighbourhoodOf(host));
}
