/** CTR-02: the container runtime's control socket inside a container. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import type { Mount } from "../../documents/kamal/mounts.ts";
import { describeContainer } from "../../documents/kamal/owner.ts";
import { entryOf, isFalse, isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { imageOf, isSocketProxy, watchesContainers } from "../shared/containers/container-watchers.ts";
import { isRuntimeSocket } from "../shared/containers/sensitive-mounts.ts";
import { reachOf } from "../shared/network/hosts.ts";
import { shortened } from "../shared/places/shortened.ts";

export default defineRule({
  id: "runtime-socket",
  category: "container",
  severity: "critical",
  confidence: "high",
  title: "Container runtime socket inside a container",
  why: "The socket is the whole Docker API, also when mounted read-only: whoever gets into the container can start a privileged one and has the host.",
  fix: "Remove the mount, or put a socket proxy in between that allows only the calls that are needed.",
  references: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const mount of configuration.mounts)
      if (isRuntimeSocket(mount)) yield judgeMount(mount, configuration);
    yield* dockerHosts(configuration);
    yield* traefikOfKamal1(configuration);
  },
});

/** What exists to guard or watch containers needs the socket; that makes it no less a key to the host. */
function judgeMount(mount: Mount, { accessories, destination }: KamalConfiguration): Problem {
  const image = imageOf(mount.owner, accessories);
  const message = `${describeContainer(mount.owner)} gets the socket ${shortened(mount.host)}, and with it root on the host.`;
  // Kamal 1 mounts it into its Traefik anyway
  const isExpected = isSocketProxy(image) || watchesContainers(image) || mount.owner.kind === "traefik";
  const severity = isExpected ? "high" : "critical";
  return { at: mount.at, subject: mount.host, message, severity: atDestination(severity, destination) };
}

function* dockerHosts({ root, accessories, destination }: KamalConfiguration): Iterable<Problem> {
  const guarded = accessories.some(({ image }) => isSocketProxy(image?.text));
  for (const { owner, clear } of environmentsOf(root)) {
    for (const { key, value } of clear) {
      if (key.text !== "DOCKER_HOST" || value.kind !== "scalar" || !isKnown(value)) continue;
      const host = /^(?:tcp|http):\/\/(\[[^\]]*\]|[^:/]+)/.exec(value.text)?.[1];
      if (host === undefined || (guarded && reachOf(host) === "private")) continue;
      const what = `${describeContainer(owner)} talks to a Docker API over plain TCP`;
      const message = `${what}, which gives root on that host to anyone who reaches the port.`;
      yield { at: value, severity: atDestination("critical", destination), message };
    }
  }
}

/** Kamal 1 mounts the socket by itself. */
function* traefikOfKamal1({ root }: KamalConfiguration): Iterable<Problem> {
  const traefik = entryOf(root, "traefik");
  if (!traefik || isFalse(traefik.value) || entryOf(root, "proxy")) return;
  yield {
    at: traefik.key,
    severity: "info",
    message: "Kamal 1 mounts the Docker socket into the Traefik container that answers the internet.",
    fix: "Upgrade to Kamal 2, whose proxy has no access to Docker.",
  };
}
