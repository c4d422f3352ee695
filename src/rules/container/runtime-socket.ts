/** CTR-02: the container runtime's control socket inside a container. */

import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import type { Mount } from "../../documents/kamal/mounts.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

const SOCKET =
  /^\/(?:var\/)?run\/(?:docker\.sock|containerd(?:\/containerd\.sock)?|podman(?:\/podman\.sock)?|crio\/crio\.sock|user\/\d+\/(?:docker|podman\/podman)\.sock)$/;

/** Images made to stand between the socket and others, and the proxies that are built around it. */
const GUARDS = /(?:^|\/)(?:docker-)?socket-proxy|(?:^|\/)traefik(?::|@|$)/;

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
    for (const mount of configuration.mounts) {
      if (!SOCKET.test(mount.host)) continue;
      const message = `The container of ${describeOwner(mount.owner)} gets the socket ${mount.host}, and with it root on the host.`;
      yield {
        at: mount.at,
        subject: mount.host,
        message,
        severity: isGuard(mount, configuration) ? "high" : "critical",
      };
    }
    yield* dockerHosts(configuration);
  },
});

function isGuard(mount: Mount, { accessories }: KamalConfiguration): boolean {
  const accessory = accessories.find(
    ({ owner }) => owner.kind === mount.owner.kind && owner.name === mount.owner.name,
  );
  return GUARDS.test(accessory?.image?.text ?? "");
}

function* dockerHosts({ root }: KamalConfiguration): Iterable<Problem> {
  for (const { owner, clear } of environmentsOf(root)) {
    for (const { key, value } of clear) {
      if (key.text === "DOCKER_HOST" && value.kind === "scalar" && /^(?:tcp|http):/.test(value.text)) {
        const message = `${describeOwner(owner)} talks to a Docker API over plain TCP, which gives root on that host to anyone who reaches the port.`;
        yield { at: value, message: message.replace(/^./, (first) => first.toUpperCase()) };
      }
    }
  }
}
