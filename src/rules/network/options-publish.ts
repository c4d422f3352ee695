/** NET-02: a port opened with a flag of Docker, past kamal-proxy and the host's firewall. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { DockerFlag } from "../../documents/kamal/docker-flags.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import type { PublishedPort } from "../../documents/kamal/published-ports.ts";
import { get, isFalse } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isExplained } from "../shared/configuration/explained.ts";
import { accessoryOf, roleOf } from "../shared/configuration/parts.ts";
import {
  describeBinding,
  isMeantForAll,
  loopbackEdit,
  reachablePorts,
  severityOfPublished,
} from "../shared/network/exposed-ports.ts";
import { reachOfBinding } from "../shared/network/hosts.ts";
import { isSensitiveService } from "../shared/network/services.ts";

export default defineRule({
  id: "options-publish",
  category: "network",
  severity: "high",
  confidence: "high",
  title: "Port published past the proxy",
  why: 'Kamal hands it on as `docker run … --publish "8080:80" …`: Docker opens the port on every interface of the host, past ufw and firewalld, and what arrives there passes neither the TLS nor the logs of kamal-proxy.',
  fix: "Remove it and let kamal-proxy pass requests on, or bind it to 127.0.0.1.",
  references: [
    "https://docs.docker.com/engine/network/port-publishing/",
    "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
  ],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const port of reachablePorts(configuration, "options-publish"))
      if (!isInPlace(port, configuration)) yield judge(port, configuration);
    for (const flag of configuration.dockerFlags)
      if (flag.name === "publish-all" && flag.value !== "false") yield judgeAll(flag, configuration);
  },
});

function judge(port: PublishedPort, configuration: KamalConfiguration): Problem {
  const { at, owner, containerPort, hostPort, address } = port;
  const who = describeOwner(owner);
  const what = `Port ${hostPort || containerPort} of ${who}`;
  if (reachOfBinding(address) === "private") {
    const message = `${what} can be reached ${describeBinding(address)}.`;
    return { at, subject: `${containerPort} private`, severity: "low", message };
  }
  const edit = loopbackEdit(port, configuration);
  return {
    at,
    subject: containerPort,
    severity: severityOfPublished(port, configuration),
    message: `${what} is published ${describeBinding(address)}.`,
    ...(edit ? { edit } : {}),
  };
}

/** 80 and 443 of what answers the internet, and services that everybody is to reach. */
function isInPlace(port: PublishedPort, configuration: KamalConfiguration): boolean {
  const { owner, hostPort, protocol } = port;
  const isWeb = /^(?:80|443)$/.test(hostPort);
  if (isMeantForAll(port, configuration)) return true;
  if (owner.kind === "proxy" || owner.kind === "traefik") return isWeb;
  if (owner.kind !== "role") return false;
  if (protocol === "udp" && isExplained(port.at)) return true;
  const proxy = get(roleOf(owner, configuration.roles)?.settings, "proxy");
  return isWeb && proxy !== undefined && isFalse(proxy);
}

function judgeAll({ at, owner }: DockerFlag, { accessories, destination }: KamalConfiguration): Problem {
  const accessory = accessoryOf(owner, accessories);
  const sensitive = isSensitiveService("", accessory?.image?.text ?? "");
  const severity = stakesOf(destination) === "sandbox" ? "low" : sensitive ? "high" : "medium";
  const message = `Every port that the image of ${describeOwner(owner)} names is published on the host.`;
  return { at, severity, message };
}
