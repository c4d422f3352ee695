/** CFG-10: the log of deployments leaves the machine readable for others. */
import { dig, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { reachOf } from "../shared/network/hosts.ts";

export default defineRule({
  id: "telemetry-cleartext",
  category: "config",
  severity: "medium",
  confidence: "high",
  title: "Log of deployments readable for others",
  why: "Kamal sends every command line and its output there, clear variables and host names included, without encryption and without asking who listens.",
  fix: "Use an `https://` endpoint or a collector on the same machine, and a file that only the deployer can read.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    const endpoint = scalarOf(dig(root, "output", "otel", "endpoint"));
    if (endpoint && isKnown(endpoint)) yield* judgeEndpoint(endpoint);
    const file = scalarOf(dig(root, "output", "file", "path"));
    if (file && isKnown(file)) yield* judgeFile(file);
  },
});

function* judgeEndpoint(endpoint: YamlScalar): Iterable<Problem> {
  const host = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(endpoint.text.trim())?.[1];
  const reach = host === undefined ? "loopback" : reachOf(host);
  if (reach === "loopback" || host === "host.docker.internal") return;
  if (reach === "private")
    yield {
      at: endpoint,
      severity: "low",
      strictness: "pedantic",
      message: "Deployments are reported over plain HTTP inside the local network.",
    };
  else
    yield {
      at: endpoint,
      message: "Deployments are reported over plain HTTP, so everybody on the way can read and change them.",
    };
}

/** Folders that every user of a machine can read, and those that a web server gives away. */
function* judgeFile(file: YamlScalar): Iterable<Problem> {
  const path = file.text.trim();
  if (/^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/.test(path))
    yield {
      at: file,
      message:
        "Every user of the machine can read the log of deployments in this folder, and put a link in its place.",
    };
  else if (/(?:^|\/)(?:public|public_html|htdocs|www|wwwroot)\//.test(path))
    yield {
      at: file,
      message: "A web server gives away what lies in this folder, the log of deployments included.",
    };
}
