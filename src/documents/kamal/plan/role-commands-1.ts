/** The commands for one role in Kamal 1. */
import { type Deployment, runDirectory, versionedImage, volumePath } from "./deployment.ts";
import { environmentWords, mergedVariables, tagSection } from "./environment.ts";
import { loggingWords } from "./logging.ts";
import {
  commandWord,
  customLabels,
  optionWords,
  RANDOM_HOST_PART,
  type RolePlan,
  volumeWords,
} from "./role-commands.ts";
import { type DeployedRole, isBehindTraefik } from "./roles.ts";
import {
  at,
  deepMerged,
  fetch,
  isHash,
  isPresent,
  isTruthy,
  or,
  type RubyHash,
  type RubyValue,
  toText,
} from "./ruby-value.ts";
import { argumentize, command, joinPath, optionize, type Word } from "./shell-words.ts";

const NONE: RubyHash = new Map();

/** Kamal 1 puts 32 random hex digits behind the name of a cord's directory. */
const RANDOM_CORD_PART = "0".repeat(32);

/** All commands of a role. */
export function rolePlanOfKamal1(role: DeployedRole, deployment: Deployment): RolePlan {
  const { hosts } = role;
  const docker_run = hosts.map((host) => dockerRun(role, host, deployment));
  return hosts.length === 0 ? { hosts, docker_run } : { hosts, docker_run, stop: stop(role, deployment) };
}

function dockerRun(role: DeployedRole, host: string, deployment: Deployment): string {
  const { version } = deployment;
  const name = `${role.containerPrefix}-${version}`;
  return command(
    ...["docker", "run", "--detach", "--restart unless-stopped", "--name", name],
    ...["--hostname", `${hostPart(host)}-${RANDOM_HOST_PART}`],
    ...["-e", `KAMAL_CONTAINER_NAME="${name}"`, "-e", `KAMAL_VERSION="${version}"`],
    ...environment(role, host, deployment),
    ...healthWords(role, deployment),
    ...loggingWords(deployment, at(role.settings, "logging")),
    ...volumeWords(deployment),
    ...assetVolume(role, name, deployment),
    ...labelWords(role, deployment),
    ...optionWords(role.settings, deployment),
    versionedImage(deployment),
    commandWord(role.settings),
  );
}

/** 51 characters of the host's name; dots must not be the last. */
function hostPart(host: string): string {
  const part = [...host].slice(0, 51);
  while (part.at(-1) === ".") part.pop();
  return part.join("");
}

function environment(role: DeployedRole, host: string, deployment: Deployment): Word[] {
  const tags = role.tagsOfHosts.get(host) ?? [];
  const sections = [
    at(deployment.root, "env"),
    at(role.settings, "env"),
    ...tags.map((tag) => tagSection(deployment, tag)),
  ];
  const file = joinPath(runDirectory(deployment), "env", "roles", `${role.containerPrefix}.env`);
  return environmentWords(mergedVariables(sections), file, deployment);
}

function healthWords(role: DeployedRole, deployment: Deployment): Word[] {
  const proxied = isBehindTraefik(role);
  const own = hashOr(at(role.settings, "healthcheck"));
  const health = proxied ? deepMerged(hashOr(at(deployment.root, "healthcheck")), own) : own;
  if (!proxied && !isPresent(at(health, "port")) && !isPresent(at(health, "path"))) return [];
  const check = fetch(health, "cmd", httpCheck(health));
  const interval = fetch(health, "interval", "1s");
  const cord = fetch(health, "cord", "/tmp/kamal-cord");
  const options = (cmd: RubyValue): Word[] =>
    optionize(
      new Map([
        ["health-cmd", cmd],
        ["health-interval", interval],
      ]),
      deployment.major,
    );
  if (!proxied || !isTruthy(cord) || !isPresent(check)) return options(check);
  const withCord = `(${toText(check)}) && (stat ${joinPath(toText(cord), "cord")} > /dev/null || exit 1)`;
  const folder = joinPath(
    ...[runDirectory(deployment), "cords", `${role.containerPrefix}-${RANDOM_CORD_PART}`],
  );
  return [...options(withCord), "--volume", `${volumePath(folder, deployment)}:${toText(cord)}`];
}

function httpCheck(health: RubyHash): RubyValue {
  const port = fetch(health, "port", "3000");
  const path = fetch(health, "path", "/up");
  if (!isPresent(path) && !isPresent(port)) return null;
  return `curl -f ${joinedAddress(toText(port), toText(path))} || exit 1`;
}

/** `URI.join`: the default port is not written, dots are resolved, and a whole address replaces the base. */
function joinedAddress(port: string, path: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return path;
  const base = port === "80" ? "http://localhost" : `http://localhost:${port}`;
  if (path === "" || path.startsWith("?") || path.startsWith("#")) return base + path;
  if (path.startsWith("//")) return `http:${path}`;
  const [, way = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(path) ?? [];
  return base + withoutDots(way.startsWith("/") ? way : `/${way}`) + rest;
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === "..") parts.pop();
    if (segment !== "." && segment !== "..") parts.push(segment);
    else if (isLast) parts.push("");
  }
  return `/${parts.join("/")}`;
}

function assetVolume(role: DeployedRole, container: string, deployment: Deployment): Word[] {
  const path = or(at(role.settings, "asset_path"), at(deployment.root, "asset_path"));
  if (!isPresent(path) || !isBehindTraefik(role)) return [];
  const folder = joinPath(runDirectory(deployment), "assets", "volumes", container);
  return ["--volume", `${volumePath(folder, deployment)}:${toText(path)}`];
}

function labelWords(role: DeployedRole, deployment: Deployment): Word[] {
  const labels = new Map<string, RubyValue>([
    ["service", at(deployment.root, "service")],
    ["role", role.name],
    ["destination", deployment.destination],
    ...(isBehindTraefik(role) ? traefikLabels(role.containerPrefix) : []),
    ...customLabels(role.settings, deployment),
  ]);
  return argumentize("--label", labels, deployment.major);
}

function traefikLabels(service: string): (readonly [string, RubyValue])[] {
  return [
    [`traefik.http.services.${service}.loadbalancer.server.scheme`, "http"],
    [`traefik.http.routers.${service}.rule`, "PathPrefix(`/`)"],
    [`traefik.http.routers.${service}.priority`, "2"],
    [`traefik.http.middlewares.${service}-retry.retry.attempts`, "5"],
    [`traefik.http.middlewares.${service}-retry.retry.initialinterval`, "500ms"],
    [`traefik.http.routers.${service}.middlewares`, `${service}-retry@docker`],
  ];
}

function stop(role: DeployedRole, deployment: Deployment): string {
  const name = `${role.containerPrefix}-${deployment.version}`;
  const wait = at(deployment.root, "stop_wait_time");
  return command(
    ...["docker", "container", "ls", "--all", "--filter", `name=^${name}$`, "--quiet", "|"],
    ...["xargs", "docker", "stop", ...(isTruthy(wait) ? ["-t", toText(wait)] : [])],
  );
}

function hashOr(value: RubyValue): RubyHash {
  return isHash(value) ? value : NONE;
}
