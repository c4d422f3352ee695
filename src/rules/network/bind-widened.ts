/** NET-06: a change opens to everybody what only the host or a private network could reach. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import type { PublishedPort } from "../../documents/kamal/published-ports.ts";
import {
  dig,
  entryOf,
  get,
  isFalse,
  isKnown,
  scalarsOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Place } from "../../source/source-text.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { ownerKey } from "../shared/configuration/parts.ts";
import {
  isMeantForAll,
  isOnPrivateHosts,
  reachablePorts,
  severityOfPublished,
} from "../shared/network/exposed-ports.ts";
import { reachOf, reachOfBinding } from "../shared/network/hosts.ts";

export default defineChangeRule({
  id: "bind-widened",
  category: "network",
  severity: "high",
  confidence: "high",
  title: "Listening address widened by a change",
  why: "After the next `kamal proxy reboot`, Docker runs the proxy with `--publish 80:80 --publish 443:443` on every interface, past ufw and firewalld; who so far had to come through a tunnel, a VPN or a load balancer need no longer do so.",
  fix: "Keep `publish: false` or the private addresses in `bind_ips`, or say in the pull request who is to reach it now.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/"],
  compares: "kamal-configuration",
  supersedes: ["accessory-port-public", "options-publish"],
  *compare(before, after) {
    yield* judgeProxy(before, after);
    yield* judgePorts(before, after);
  },
});

/** What one part of a configuration says about the proxy container. */
interface RunSection {
  readonly path: readonly string[];
  readonly run: YamlNode | undefined;
}

/** The root's proxy and those of roles and accessories. */
function runSections({ root, roles, accessories }: KamalConfiguration): RunSection[] {
  const section = (proxy: YamlNode | undefined, ...path: string[]): RunSection => ({
    path: [...path, "proxy"],
    run: get(proxy, "run"),
  });
  return [
    section(get(root, "proxy")),
    ...roles.map(({ name, settings }) => section(get(settings, "proxy"), "servers", name)),
    ...accessories.map(({ name, settings }) => section(get(settings, "proxy"), "accessories", name)),
  ];
}

/** There is one proxy for each host, so any section speaks for it, and one finding will do. */
function* judgeProxy(before: KamalConfiguration, after: KamalConfiguration): Iterable<Problem> {
  const kept = runSections(before).filter(isKept);
  if (kept.length === 0 || runSections(after).some(isKept)) return;
  for (const { path, run } of kept) {
    if (!runsProxy(after, path)) continue;
    const at = placeOf(after.root, path, dig(after.root, ...path, "run"));
    const was = isOff(run) ? "off every port" : "bound to private addresses";
    const message = `The proxy was ${was}; this change opens it on every interface of the host.`;
    yield { at, subject: "proxy", severity: weight(after), message };
    return;
  }
}

function weight({ destination }: KamalConfiguration): "high" | "medium" {
  return atDestination("high", destination) === "high" ? "high" : "medium";
}

function isKept({ run }: RunSection): boolean {
  return run !== undefined && (isOff(run) || isInside(run));
}

function isOff(run: YamlNode | undefined): boolean {
  const publish = get(run, "publish");
  return publish !== undefined && isFalse(publish);
}

/** What only Ruby knows is taken for what it was. */
function isInside(run: YamlNode | undefined): boolean {
  const addresses = scalarsOf(get(run, "bind_ips"));
  return addresses.length > 0 && !addresses.some(isOpen);
}

function isOpen(address: YamlScalar): boolean {
  return isKnown(address) && !/^(?:loopback|private)$/.test(reachOf(address.text));
}

/** A proxy section that is gone with its part opens nothing. */
function runsProxy({ root, proxied }: KamalConfiguration, path: readonly string[]): boolean {
  return path.length === 1 ? proxied.length > 0 : dig(root, ...path) !== undefined;
}

/** The new value, or what is left of the section. */
function placeOf(root: YamlMap, path: readonly string[], run: YamlNode | undefined): Place {
  const value = get(run, "publish") ?? scalarsOf(get(run, "bind_ips")).find(isOpen);
  if (value) return value;
  const section = dig(root, ...path.slice(0, -1)) ?? root;
  const proxy = entryOf(section, path.at(-1) ?? "");
  return entryOf(proxy?.value, "run")?.key ?? proxy?.key ?? entryOf(root, "service")?.key ?? root;
}

/** Ports that were kept inside so far; what is grave wherever it is public is said by the rules about the port itself. */
function* judgePorts(before: KamalConfiguration, after: KamalConfiguration): Iterable<Problem> {
  const narrow = narrowPorts(before);
  for (const port of after.publishedPorts) {
    if (!narrow.has(portKey(port)) || !isKnown(port.at) || reachOfBinding(port.address) !== "public")
      continue;
    const severity = isMeantForAll(port, after) ? "medium" : severityOfWidened(port, after);
    if (!severity) continue;
    const message = `Port ${port.hostPort} of ${describeOwner(port.owner)} was not reachable from outside; this change opens it on every interface.`;
    yield { at: port.at, subject: port.containerPort, severity, message };
  }
}

/** An ordinary port that somebody had closed to the world is no ordinary port. */
function severityOfWidened(port: PublishedPort, after: KamalConfiguration): Severity | undefined {
  const rule = ["accessory-port-public", "options-publish"] as const;
  const isTheirs = rule.some((one) => reachablePorts(after, one).includes(port));
  const isOrdinary = severityOfPublished(port, after) === "medium" && !isOnPrivateHosts(port, after);
  return isTheirs && isOrdinary ? atDestination("high", after.destination) : undefined;
}

/** Ports that nobody outside could reach at any address. */
function narrowPorts({ publishedPorts }: KamalConfiguration): Set<string> {
  const open = publishedPorts.filter(
    ({ address }) => !/^(?:loopback|private)$/.test(reachOfBinding(address)),
  );
  const wide = new Set(open.map(portKey));
  return new Set(publishedPorts.map(portKey).filter((key) => !wide.has(key)));
}

function portKey({ owner, containerPort }: PublishedPort): string {
  return `${ownerKey(owner)} ${containerPort}`;
}
