/** NET-01: an accessory's port open to every network the host is in. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { PublishedPort } from "../../documents/kamal/published-ports.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { reachOf } from "../shared/hosts.ts";
import { hasNoPassword, isDataStore, isWebFrontEnd } from "../shared/services.ts";

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
    for (const port of configuration.publishedPorts) {
      if (port.form === "port" && isKnown(port.at)) yield* judge(port, configuration);
    }
  },
});

function* judge(port: PublishedPort, configuration: KamalConfiguration): Iterable<Problem> {
  const accessory = configuration.accessories.find(({ name }) => name === port.owner.name);
  const reach = port.address === undefined || port.address === "*" ? "public" : reachOf(port.address);
  if (!accessory || reach === "loopback" || isDockerBridge(port.address)) return;
  if (isWebFrontEnd(accessory) && /^(?:80|443)$/.test(port.hostPort)) return;
  const problem = { at: port.at, subject: port.containerPort };
  if (reach === "private") {
    const message = `Port ${port.hostPort} of accessory ${accessory.name} is open to the private network behind ${port.address}.`;
    yield { ...problem, severity: "low", message };
    return;
  }
  const severity = severityOf(port, configuration);
  const open = hasNoPassword(accessory) ? " and the service asks for no password" : "";
  const message = `Port ${port.hostPort} of accessory ${accessory.name} is published on every interface of the host${open}.`;
  yield {
    ...problem,
    severity,
    message,
    edit: { span: port.at.span, text: `"127.0.0.1:${port.hostPort}:${port.containerPort}"` },
  };
}

function severityOf(port: PublishedPort, { accessories, destination }: KamalConfiguration): Severity {
  if (stakesOf(destination) === "sandbox") return "low";
  const accessory = accessories.find(({ name }) => name === port.owner.name);
  if (accessory && hasNoPassword(accessory)) return "critical";
  return isDataStore(port.containerPort, accessory?.image?.text ?? "") ? "high" : "medium";
}

/** Docker's default bridge: other containers and the host, nobody else. */
function isDockerBridge(address: string | undefined): boolean {
  return address?.startsWith("172.17.") ?? false;
}
