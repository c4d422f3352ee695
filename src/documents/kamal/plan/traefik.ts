/** The command that starts Traefik, the proxy of Kamal 1. */
import { type Deployment, runDirectory } from "./deployment.ts";
import { clearVariables, environmentWords } from "./environment.ts";
import { loggingWords } from "./logging.ts";
import type { ProxyRun } from "./proxy-container.ts";
import { type DeployedRole, isBehindTraefik } from "./roles.ts";
import { at, fetch, isHash, type RubyHash, type RubyValue, toText } from "./ruby-value.ts";
import { argumentize, assignedOptions, command, joinPath, optionize } from "./shell-words.ts";

const DEFAULT_LABELS: readonly (readonly [string, RubyValue])[] = [
  ["traefik.http.routers.catchall.entryPoints", "http"],
  ["traefik.http.routers.catchall.rule", "PathPrefix(`/`)"],
  ["traefik.http.routers.catchall.service", "unavailable"],
  ["traefik.http.routers.catchall.priority", "1"],
  ["traefik.http.services.unavailable.loadbalancer.server.port", "0"],
];

const NONE: RubyHash = new Map();

/** One command for all hosts whose roles stand behind Traefik. */
export function traefikRuns(roles: readonly DeployedRole[], deployment: Deployment): ProxyRun[] {
  const hosts = [...new Set(roles.filter(isBehindTraefik).flatMap((role) => role.hosts))];
  return hosts.length === 0 ? [] : [{ hosts, command: dockerRun(deployment) }];
}

function dockerRun(deployment: Deployment): string {
  const { major } = deployment;
  const traefik = at(deployment.root, "traefik");
  const envFile = joinPath(runDirectory(deployment), "env", "traefik", "traefik.env");
  const port = toText(fetch(traefik, "host_port", "80"));
  const labels = new Map([...DEFAULT_LABELS, ...hashOr(at(traefik, "labels"))]);
  const args = new Map<string, RubyValue>([["log.level", "DEBUG"], ...hashOr(at(traefik, "args"))]);
  return command(
    ...["docker", "run", "--name traefik", "--detach", "--restart", "unless-stopped"],
    ...(at(traefik, "publish") === false ? [] : ["--publish", `${port}:80`]),
    ...["--volume", "/var/run/docker.sock:/var/run/docker.sock"],
    ...environmentWords(clearVariables(at(traefik, "env")), envFile, deployment),
    ...loggingWords(deployment),
    ...argumentize("--label", labels, major),
    ...optionize(hashOr(at(traefik, "options")), major),
    toText(fetch(traefik, "image", "traefik:v2.11")),
    "--providers.docker",
    ...assignedOptions(args, major),
  );
}

function hashOr(value: RubyValue): RubyHash {
  return isHash(value) ? value : NONE;
}
