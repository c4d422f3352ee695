/** NET-05: Docker's API over the network. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import type { ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { invocationOf, leadingText } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { reachablePorts } from "../shared/exposed-ports.ts";
import { reachOf, reachOfBinding } from "../shared/hosts.ts";
import { findInPieces, literalPieces } from "../shared/literal-pieces.ts";
import { atDestination } from "../shared/milder.ts";

export default defineRule({
  id: "docker-api",
  category: "network",
  severity: "critical",
  confidence: "high",
  title: "Docker's API open to the network",
  why: "The API asks for no password: whoever reaches the port starts a container that mounts the host's root, and bots look for ports 2375 and 2376 around the clock.",
  fix: "Talk to Docker by SSH (`DOCKER_HOST=ssh://deploy@host`) and let its daemon listen on its socket only.",
  references: ["https://docs.docker.com/engine/security/protect-access/"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    if (document.kind === "kamal-configuration") yield* judgePorts(document);
    else yield* judgeScript(document);
  },
});

function* judgePorts(configuration: KamalConfiguration): Iterable<Problem> {
  for (const { at, owner, hostPort, containerPort, address } of reachablePorts(configuration, "docker-api")) {
    const inside = reachOfBinding(address) === "private";
    const where = inside ? `the private network behind ${address}` : "every interface of the host";
    yield {
      at,
      subject: `${containerPort} ${inside ? "private" : "public"}`,
      severity: atDestination(inside ? "high" : "critical", configuration.destination),
      message: `Port ${hostPort || containerPort} of ${describeOwner(owner)}, which is Docker's, is open to ${where}.`,
    };
  }
}

/** `tcp://host:2375`; the group is the host. */
const ADDRESS = /^(?:-H=?|--host=|host=)?(?:tcp|http):\/\/(\[[^\]]*\]|[^:/\s]*)/;

/** In a service's unit, in daemon.json, or written there by echo and sed. */
const OPEN_DAEMON = /(?:-H[= ]?|"|')tcp:\/\/(?:0\.0\.0\.0|\[?::\]?)?:237[56]\b/;

function* judgeScript(script: ShellScript): Iterable<Problem> {
  // With TLS in both directions the port asks for a certificate.
  if (usesTls(script)) return;
  for (const { name, value, anchor = "" } of script.assignments) {
    const host = name === "DOCKER_HOST" ? ADDRESS.exec(leadingText(value))?.[1] : undefined;
    if (value && host !== undefined && isElsewhere(host))
      yield {
        at: { ...value, anchor },
        severity: weight(host),
        message: "Docker is spoken to over plain TCP from here on.",
      };
  }
  for (const command of script.commands) yield* judgeCommand(command);
  for (const piece of literalPieces(script).flat()) {
    const at = findInPieces([piece], OPEN_DAEMON);
    if (at) yield { at, message: OPENED };
  }
}

const OPENED = "Docker's daemon is told to listen on the network.";

function usesTls({ assignments, commands }: ShellScript): boolean {
  return (
    assignments.some(({ name }) => name === "DOCKER_TLS_VERIFY" || name === "DOCKER_CERT_PATH") ||
    commands.some(({ arguments: words }) => words.some(({ literal }) => literal === "--tlsverify"))
  );
}

function* judgeCommand(command: ShellCommand): Iterable<Problem> {
  const { name = "", arguments: words } = invocationOf(command);
  if (!/^docker(?:d|-compose)?$/.test(name)) return;
  const message = name === "dockerd" ? OPENED : "Docker is spoken to over plain TCP here.";
  for (const word of words) {
    const host = ADDRESS.exec(leadingText(word))?.[1];
    if (host === undefined || !isElsewhere(host)) continue;
    yield { at: { ...word, anchor: command.anchor ?? "" }, severity: weight(host), message };
    return;
  }
}

function weight(host: string): "critical" | "high" {
  return reachOf(host) === "private" ? "high" : "critical";
}

/** The machine itself, or the daemon beside a job of continuous integration, is not the network. */
function isElsewhere(host: string): boolean {
  return host !== "" && host !== "docker" && host !== "dind" && reachOf(host) !== "loopback";
}
