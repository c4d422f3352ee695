/** NET-01: an accessory's port open to every network the host is in. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { PublishedPort } from "../../documents/kamal/published-ports.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import {
  accessoryOfPort,
  describeBinding,
  isMeantForAll,
  loopbackEdit,
  reachablePorts,
  severityOfExposure,
} from "../shared/network/exposed-ports.ts";
import { reachOfBinding } from "../shared/network/hosts.ts";
import { hasNoPassword } from "../shared/network/open-services.ts";

export default defineRule({
  id: "accessory-port-public",
  category: "network",
  severity: "high",
  confidence: "high",
  title: "Accessory port published on all interfaces",
  why: "Kamal turns `port: 5432` into `docker run … --publish 5432:5432`, and Docker publishes the port past ufw and firewalld: unless a firewall outside the host stops it, the whole internet can talk to the service, and bots find such ports within hours.",
  fix: "Drop `port`: containers reach the accessory by its name on the kamal network; or bind it to 127.0.0.1.",
  references: [
    "https://kamal-deploy.org/docs/configuration/accessories/",
    "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
  ],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const port of reachablePorts(configuration, "accessory-port-public"))
      if (!isMeantForAll(port, configuration)) yield judge(port, configuration);
  },
});

function judge(port: PublishedPort, configuration: KamalConfiguration): Problem {
  const { at, address, containerPort, hostPort, owner } = port;
  if (reachOfBinding(address) === "private") {
    const message = `Port ${hostPort} of accessory ${owner.name} can be reached ${describeBinding(address)}.`;
    return { at, subject: `${containerPort} private`, severity: "low", message };
  }
  const accessory = accessoryOfPort(port, configuration);
  const isOpen = accessory !== undefined && hasNoPassword(accessory);
  const open = isOpen ? " and the service asks for no password" : "";
  const edit = loopbackEdit(port, configuration);
  return {
    at,
    subject: isOpen ? `${containerPort} open` : containerPort,
    severity: severityOfExposure(port, configuration),
    message: `Port ${hostPort} of accessory ${owner.name} is published ${describeBinding(address)}${open}.`,
    ...(edit ? { edit } : {}),
  };
}
