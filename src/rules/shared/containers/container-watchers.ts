/** Images that are made to see the host or its other containers: proxies, log shippers, monitors. */
import type { Accessory } from "../../../documents/kamal/accessories.ts";
import type { Owner } from "../../../documents/kamal/owner.ts";
import { accessoryOf } from "../configuration/parts.ts";

/** Pass on only the API calls they are told to. */
const SOCKET_PROXY = /(?:^|[/-])socket-proxy(?:[:@]|$)/;

/** Also in images built upon them: `acme/shop-alloy`. */
const WATCHER =
  /(?:^|[/-])(?:traefik|caddy-docker-proxy|nginx-proxy|docker-gen|alloy|promtail|vector|fluent-?bit|fluentd|logspout|filebeat|metricbeat|elastic-agent|telegraf|opentelemetry-collector(?:-contrib)?|otel-collector|datadog-agent|newrelic-infra|cadvisor|node-exporter|netdata|glances|beszel-agent|dozzle|portainer(?:-[ce]e)?|watchtower|autoheal|diun|ctop|falco)(?:[:@]|$)|\b(?:datadog(?:hq)?\/agent|grafana\/agent|newrelic\/infrastructure(?:-bundle)?)(?:[:@]|$)/;

/** The image of an owner, as far as it has one of its own. */
export function imageOf(owner: Owner, accessories: readonly Accessory[]): string | undefined {
  return accessoryOf(owner, accessories)?.image?.text;
}

/** True for proxies that stand between the runtime's socket and its users. */
export function isSocketProxy(image: string | undefined): boolean {
  return SOCKET_PROXY.test(image ?? "");
}

/** True for images whose work is to look at the host or at other containers. */
export function watchesContainers(image: string | undefined): boolean {
  return WATCHER.test(image ?? "");
}
