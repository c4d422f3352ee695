/** NET-05: Docker's API over the network. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { describeBinding, reachablePorts } from "../shared/network/exposed-ports.ts";
import { reachOfBinding } from "../shared/network/hosts.ts";
import {
  type DockerEndpoint,
  dockerEndpoints,
  dockerHostsOfProgram,
  dockerHostsOfWorkflow,
} from "../shared/scripts/docker-endpoints.ts";

export default defineRule({
  id: "docker-api",
  category: "network",
  severity: "critical",
  confidence: "high",
  title: "Docker's API open to the network",
  why: "The API asks for no password: whoever reaches the port starts a container that mounts the host's root, and bots look for ports 2375 and 2376 around the clock.",
  fix: "Talk to Docker by SSH (`DOCKER_HOST=ssh://deploy@host`) and let its daemon listen on its socket only.",
  references: ["https://docs.docker.com/engine/security/protect-access/"],
  appliesTo: ["kamal-configuration", "shell-script", "program", "workflow"],
  *check(document) {
    if (document.kind === "kamal-configuration") yield* judgePorts(document);
    else if (document.kind === "workflow") yield* judgeEndpoints(dockerHostsOfWorkflow(document));
    else if (document.kind === "program") yield* judgeEndpoints(dockerHostsOfProgram(document));
    else yield* judgeEndpoints(dockerEndpoints(document));
  },
});

function* judgePorts(configuration: KamalConfiguration): Iterable<Problem> {
  for (const { at, owner, hostPort, containerPort, address } of reachablePorts(configuration, "docker-api")) {
    const inside = reachOfBinding(address) === "private";
    yield {
      at,
      subject: `${containerPort} ${inside ? "private" : "public"}`,
      severity: atDestination(inside ? "high" : "critical", configuration.destination),
      message: `Port ${hostPort || containerPort} of ${describeOwner(owner)}, which is Docker's, can be reached ${describeBinding(address)}.`,
    };
  }
}

function* judgeEndpoints(endpoints: readonly DockerEndpoint[]): Iterable<Problem> {
  for (const { at, side, isPrivate } of endpoints) {
    const message =
      side === "listens"
        ? "Docker's daemon is told to listen on the network."
        : "Docker is spoken to over plain TCP here.";
    yield { at, severity: isPrivate ? "high" : "critical", message };
  }
}
