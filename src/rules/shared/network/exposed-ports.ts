/** Published ports: which rule speaks for one, so that a reachable port is one finding, and what it weighs. */
import type { Accessory } from "../../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import { environmentsOf } from "../../../documents/kamal/environments.ts";
import type { PublishedPort } from "../../../documents/kamal/published-ports.ts";
import { traefiksOf } from "../../../documents/kamal/traefik.ts";
import { dig, isKnown, scalarOf, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Edit } from "../../../engine/rule.ts";
import type { Severity } from "../../../engine/severity.ts";
import { onceFor } from "../../../source/once-for.ts";
import { isExplained } from "../configuration/explained.ts";
import { atDestination } from "../configuration/milder.ts";
import { accessoryOf, ownerKey, roleOf } from "../configuration/parts.ts";
import { shortened } from "../places/shortened.ts";
import { isAdminConsole } from "./admin-consoles.ts";
import { isInPrivateNetwork, reachOfBinding } from "./hosts.ts";
import { loopbackBinding } from "./loopback-binding.ts";
import { hasNoPassword } from "./open-services.ts";
import { isPublicByNature, isSensitiveService } from "./services.ts";

/** The rules that share the published ports among them. */
export type PortRule =
  | "sexagesimal-port"
  | "docker-api"
  | "admin-ui-exposed"
  | "metrics-public"
  | "traefik-insecure"
  | "accessory-port-public"
  | "options-publish";

/** The rule for a port. The cause decides: what is behind the port before the way it was opened. */
function ruleForPort(port: PublishedPort, configuration: KamalConfiguration): PortRule {
  if (isSexagesimal(port.at)) return "sexagesimal-port";
  if (isDockerApi(port)) return "docker-api";
  if (port.owner.kind === "proxy" && port.containerPort === metricsPort(configuration))
    return "metrics-public";
  if (port.containerPort === "8080" && openTraefiks(configuration).has(ownerKey(port.owner)))
    return "traefik-insecure";
  const accessory = accessoryOfPort(port, configuration);
  if (accessory && isAdminConsole(accessory.image?.text)) return "admin-ui-exposed";
  return port.form === "port" ? "accessory-port-public" : "options-publish";
}

/** The known ports that are one rule's business and that anybody but the host itself can reach. */
export function reachablePorts(configuration: KamalConfiguration, rule: PortRule): PublishedPort[] {
  return configuration.publishedPorts.filter(
    (port) =>
      isKnown(port.at) &&
      reachOfBinding(port.address) !== "loopback" &&
      !isDockerBridge(port.address) &&
      ruleForPort(port, configuration) === rule,
  );
}

/** Owners whose Traefik shows its console without a password, at port 8080. */
const openTraefiks = onceFor(({ root }: KamalConfiguration): ReadonlySet<string> => {
  const open = traefiksOf(root).filter(({ settings }) =>
    settings.some(({ name, value }) => name === "api.insecure" && value !== "false"),
  );
  return new Set(open.map(({ owner }) => ownerKey(owner)));
});

/** Digits with colons that YAML 1.1 reads as a number to the base 60. */
export function isSexagesimal({ type, style, source, span }: YamlScalar): boolean {
  return type === "integer" && style === "plain" && source.text.slice(span.start, span.end).includes(":");
}

/** The accessory that a port belongs to. */
export function accessoryOfPort(
  { owner }: PublishedPort,
  { accessories }: KamalConfiguration,
): Accessory | undefined {
  return accessoryOf(owner, accessories);
}

/** The port at which kamal-proxy counts requests, when it is told to. */
export function metricsPort({ root }: KamalConfiguration): string | undefined {
  return scalarOf(dig(root, "proxy", "run", "metrics_port"))?.text;
}

function isDockerApi({ containerPort, hostPort }: PublishedPort): boolean {
  return /^237[56]$/.test(containerPort) || /^237[56]$/.test(hostPort);
}

/** Docker's default bridge: other containers and the host, nobody else. */
function isDockerBridge(address: string | undefined): boolean {
  return address?.startsWith("172.17.") ?? false;
}

/** Where a port can be reached, for sentences: "on every interface of the host". */
export function describeBinding(address: string | undefined): string {
  if (address === undefined || /^(?:\*|0\.0\.0\.0|::|)$/.test(address))
    return "on every interface of the host";
  return reachOfBinding(address) === "private"
    ? `in the private network behind ${shortened(address)}`
    : `at the public address ${shortened(address)}`;
}

/** True for an accessory whose purpose is to be reached there. */
export function isMeantForAll(port: PublishedPort, configuration: KamalConfiguration): boolean {
  return isPublicByNature(port, accessoryOfPort(port, configuration)?.image?.text ?? "");
}

/** What the port of an accessory on all interfaces weighs. */
export function severityOfExposure(port: PublishedPort, configuration: KamalConfiguration): Severity {
  const accessory = accessoryOfPort(port, configuration);
  const sensitive = isSensitiveService(port.containerPort, accessory?.image?.text ?? "");
  const stakes = stakesOf(configuration.destination);
  if (stakes === "sandbox") return "low";
  if (isOnPrivateHosts(port, configuration)) return sensitive ? "medium" : "low";
  if (!accessory || !hasNoPassword(accessory)) return sensitive ? "high" : "medium";
  return stakes === "production" ? "critical" : "high";
}

/** The same for whatever publishes the port: an accessory, or the options of a role or a proxy. */
export function severityOfPublished(port: PublishedPort, configuration: KamalConfiguration): Severity {
  if (port.owner.kind === "accessory") return severityOfExposure(port, configuration);
  if (isExplained(port.at) || isOnPrivateHosts(port, configuration)) return "low";
  return atDestination(
    isSensitiveService(port.containerPort, "") ? "high" : "medium",
    configuration.destination,
  );
}

/** Servers of a home or office network only. */
export function isOnPrivateHosts({ owner }: PublishedPort, configuration: KamalConfiguration): boolean {
  const role = roleOf(owner, configuration.roles)?.hosts.map(({ name }) => name);
  const hosts = role ?? accessoryOf(owner, configuration.accessories)?.hosts ?? [];
  return hosts.length > 0 && hosts.every(({ text }) => isInPrivateNetwork(text));
}

/** What makes the port reachable from the host only, where nobody else can need it. */
export function loopbackEdit(port: PublishedPort, configuration: KamalConfiguration): Edit | undefined {
  const { at, protocol, hostPort, containerPort } = port;
  const [host, ...others] = accessoryOfPort(port, configuration)?.hosts ?? [];
  if (!host || others.length > 0 || !isKnown(host)) return undefined;
  if (host.text !== serverWithoutCallers(configuration)) return undefined;
  if (protocol !== "tcp" || hostPort === "") return undefined;
  return loopbackBinding(at, `${hostPort}:${containerPort}`);
}

/**
 * The application's server, when it has one and its environment nowhere holds the server's address. Binding to loopback
 * breaks whoever connects over the network: another host, or a container that uses the address.
 */
const serverWithoutCallers = onceFor(({ roles, root }: KamalConfiguration): string | undefined => {
  const servers = new Set(roles.flatMap(({ hosts }) => hosts.map(({ name }) => name.text)));
  const [server] = servers;
  if (server === undefined || servers.size > 1) return undefined;
  const values = environmentsOf(root).flatMap(({ clear }) => clear.map(({ value }) => value));
  const calls = values.some(
    (value) => value.kind === "scalar" && (!isKnown(value) || value.text.includes(server)),
  );
  return calls ? undefined : server;
});
