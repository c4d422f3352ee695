/** IMG-04: images and the registry password cross the network without TLS. */
import { isIP } from "node:net";
import { registriesOf } from "../../documents/kamal/registries.ts";
import { isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Place } from "../../source/source-text.ts";
import { explanationAt } from "../shared/configuration/explained.ts";
import { highAt } from "../shared/configuration/stakes.ts";
import { reachOf } from "../shared/network/hosts.ts";
import { insecureRegistriesIn } from "../shared/scripts/insecure-registries.ts";

export default defineRule({
  id: "plain-http-registry",
  category: "images",
  severity: "high",
  confidence: "medium",
  title: "Registry without TLS",
  why: "Docker then sends `docker login -u … -p …` and every image in clear: whoever sits on the way reads the password and can hand the servers another image.",
  fix: "Put TLS before the registry, or use `server: localhost:5555`, which Kamal 2.8 tunnels through SSH.",
  references: [
    "https://kamal-deploy.org/docs/configuration/docker-registry/",
    "https://docs.docker.com/reference/cli/dockerd/#insecure-registries",
  ],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    if (document.kind === "shell-script") {
      const places = document.commands.flatMap(insecureRegistriesIn);
      const message = "This tells Docker to talk to a registry without TLS or without checking who it is.";
      for (const at of places) yield { at, message };
      return;
    }
    const severity = highAt(document.destination);
    for (const { server } of registriesOf(document.root)) yield* judgeServer(scalarOf(server), severity);
  },
});

function* judgeServer(at: YamlScalar | undefined, severity: Severity): Iterable<Problem> {
  if (!at || !isKnown(at)) return;
  const [, scheme = "", host = "", port = ""] =
    /^(https?:\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?/i.exec(at.text.trim().toLowerCase()) ?? [];
  const reach = reachOf(host);
  if (reach === "loopback" || scheme === "https://") return;
  if (scheme === "http://") {
    yield { at, severity, confidence: "high", message: "The registry is spoken to over plain HTTP." };
  } else if (isIP(host.replace(/^\[|\]$/g, "")) !== 0 && isPlainPort(port) && !mentionsTls(at)) {
    const encrypted = host.startsWith("100.") && reach === "private"; // Tailscale and its like encrypt themselves
    const message =
      "A registry at a bare address and this port hardly has a certificate, so Docker must be told to do without TLS.";
    yield { at, severity: encrypted ? "low" : severity, message };
  } else if (reach === "private" && host !== "" && isPlainPort(port) && !mentionsTls(at)) {
    const message = "A registry under an internal name and this port seems to be without TLS.";
    yield { at, severity: severity === "high" ? "medium" : "low", confidence: "low", message };
  }
}

function isPlainPort(port: string): boolean {
  return port !== "" && !/443$/.test(port);
}

function mentionsTls(at: Place): boolean {
  return /\b(?:tls|https|certificate|caddy|mkcert|own ca|internal ca)\b/i.test(explanationAt(at));
}
