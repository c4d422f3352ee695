/** NET-01: an accessory's port open to every network the host is in. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import type { PublishedPort } from "../../documents/kamal/published-ports.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { isInPrivateNetwork, reachOfBinding } from "../shared/hosts.ts";
import { hasNoPassword } from "../shared/open-services.ts";
import { isPublicByNature, isSensitiveService } from "../shared/services.ts";

export default defineRule({
  id: "accessory-port-public",
  category: "network",
  severity: "high",
  confidence: "high",
  title: "Accessory port published on all interfaces",
  why: "Docker publishes the port past ufw and firewalld, so unless a firewall outside the host stops it, the whole internet can talk to the service; bots find such ports within hours.",
  fix: "Drop `port`: containers reach the accessory by its name on the kamal network; or bind it to 127.0.0.1.",
  references: [
    "https://kamal-deploy.org/docs/configuration/accessories/",
    "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
  ],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    const accessories = new Map(configuration.accessories.map((accessory) => [accessory.name, accessory]));
    const server = serverWithoutCallers(configuration);
    for (const port of configuration.publishedPorts) {
      const accessory = accessories.get(port.owner.name);
      if (accessory && port.form === "port" && isKnown(port.at))
        yield* judge({ port, accessory, server, destination: configuration.destination });
    }
  },
});

/** A published port and what there is to know about it. */
interface Case {
  readonly port: PublishedPort;
  readonly accessory: Accessory;
  /** See serverWithoutCallers. */
  readonly server: string | undefined;
  readonly destination: string | undefined;
}

function* judge(one: Case): Iterable<Problem> {
  const { port, accessory } = one;
  const { at, address, containerPort, hostPort } = port;
  const reach = reachOfBinding(address);
  if (reach === "loopback" || isDockerBridge(address) || isPublicByNature(port, accessory)) return;
  const problem = { at, subject: containerPort };
  if (reach === "private") {
    const message = `Port ${hostPort} of accessory ${accessory.name} is open to the private network behind ${address}.`;
    yield { ...problem, severity: "low", message };
    return;
  }
  const open = hasNoPassword(accessory) ? " and the service asks for no password" : "";
  const message = `Port ${hostPort} of accessory ${accessory.name} is published on every interface of the host${open}.`;
  const severity = severityOf(one);
  const edit = { span: at.span, text: `"127.0.0.1:${hostPort}:${containerPort}"` };
  yield {
    ...problem,
    severity,
    message,
    ...(isUsedOnlyThere(one) ? { edit } : {}),
  };
}

function severityOf({ port, accessory, destination }: Case): Severity {
  if (stakesOf(destination) === "sandbox") return "low";
  const sensitive = isSensitiveService(port.containerPort, accessory.image?.text ?? "");
  if (accessory.hosts.length > 0 && accessory.hosts.every(({ text }) => isInPrivateNetwork(text)))
    return sensitive ? "medium" : "low";
  if (hasNoPassword(accessory)) return "critical";
  return sensitive ? "high" : "medium";
}

/** Docker's default bridge: other containers and the host, nobody else. */
function isDockerBridge(address: string | undefined): boolean {
  return address?.startsWith("172.17.") ?? false;
}

/**
 * The application's server, when it has one and its environment nowhere holds the server's address. Binding to loopback
 * breaks whoever connects over the network: another host, or a container that uses the address.
 */
function serverWithoutCallers({ roles, root }: KamalConfiguration): string | undefined {
  const servers = new Set(roles.flatMap(({ hosts }) => hosts.map(({ name }) => name.text)));
  const [server] = servers;
  if (server === undefined || servers.size > 1) return undefined;
  const values = environmentsOf(root).flatMap(({ clear }) => clear.map(({ value }) => value));
  const calls = values.some(
    (value) => value.kind === "scalar" && (!isKnown(value) || value.text.includes(server)),
  );
  return calls ? undefined : server;
}

function isUsedOnlyThere({ port: { at, protocol }, accessory, server }: Case): boolean {
  const [host, ...others] = accessory.hosts;
  if (!host || others.length > 0 || !isKnown(host) || host.text !== server) return false;
  return protocol === "tcp" && !/\s/.test(at.text.trim());
}
