/** BLD-01: images are built by a Docker daemon that asks nobody for a password. */
import { dig, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { reachOf } from "../shared/network/hosts.ts";

/** Kamal 2, then both forms of Kamal 1. */
const KEYS = [
  ["builder", "remote"],
  ["builder", "remote", "host"],
  ["builder", "local", "host"],
] as const;

export default defineRule({
  id: "remote-daemon",
  category: "builder",
  severity: "critical",
  confidence: "high",
  title: "Docker daemon without authentication builds the image",
  why: "Kamal runs `docker context create … --docker 'host=tcp://…'` without any certificate: whoever reaches that port is root on the machine, reads source and build secrets, and can put anything into the image that every server runs.",
  fix: "Reach the builder over SSH: `remote: ssh://user@host`, and close the daemon's port.",
  references: [
    "https://kamal-deploy.org/docs/configuration/builders/",
    "https://docs.docker.com/engine/security/protect-access/",
  ],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const key of KEYS) yield* judge(scalarOf(dig(root, ...key)));
  },
});

function* judge(at: YamlScalar | undefined): Iterable<Problem> {
  if (!at || !isKnown(at)) return;
  const [, host = ""] = /^(?:tcp|https?):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)/i.exec(at.text.trim()) ?? [];
  const [, bare = ""] = /^([\w.-]+):237[56]$/.exec(at.text.trim()) ?? [];
  const reach = reachOf(host || bare);
  if (host === "" && bare === "") return;
  if (reach === "loopback") {
    const message =
      "This Docker daemon listens on a local port, so every program on this machine is as good as root.";
    yield { at, severity: "low", message };
  } else if (reach === "private") {
    const message = "This Docker daemon takes orders from everything in its network, without a password.";
    yield { at, message };
  } else
    yield {
      at,
      message: "This Docker daemon takes orders from whoever reaches its port, without a password.",
    };
}
