/** The commands for one role in Kamal 2. */
import { appDirectory, type Deployment, versionedImage, volumePath } from "./deployment.ts";
import { environmentWords, mergedVariables, tagSection } from "./environment.ts";
import { loggingWords } from "./logging.ts";
import { proxyDeployWords } from "./proxy-deploy.ts";
import { roleProxy } from "./proxy-settings.ts";
import { type DeployedRole, isBehindProxy } from "./roles.ts";
import { at, isHash, isPresent, isTruthy, or, type RubyHash, type RubyValue, toText } from "./ruby-value.ts";
import { argumentize, command, joinPath, optionize, type Word } from "./shell-words.ts";

/** Commands of one role. */
export interface RolePlan {
  readonly hosts: readonly string[];
  /** One for each host. */
  readonly docker_run: readonly string[];
  /** Kamal 2, behind the proxy. */
  readonly proxy_deploy?: string;
  /** Absent for a role without hosts. */
  readonly stop?: string;
}

/** Kamal puts twelve random hex digits behind a container's host name. */
export const RANDOM_HOST_PART = "0".repeat(12);

/** All commands of a role. */
export function rolePlan(role: DeployedRole, deployment: Deployment): RolePlan {
  const { hosts } = role;
  const docker_run = hosts.map((host) => dockerRun(role, host, deployment));
  if (hosts.length === 0) return { hosts, docker_run };
  const proxy_deploy = isBehindProxy(role) ? { proxy_deploy: proxyDeploy(role, deployment) } : {};
  return { hosts, docker_run, ...proxy_deploy, stop: stop(role, deployment) };
}

function dockerRun(role: DeployedRole, host: string, deployment: Deployment): string {
  const { version, destination } = deployment;
  const name = `${role.containerPrefix}-${version}`;
  return command(
    ...["docker", "run", "--detach", "--restart", restartPolicy(role.settings), "--name", name],
    ...["--network", "kamal", "--hostname", `${hostPart(host)}-${RANDOM_HOST_PART}`],
    ...["--env", `KAMAL_CONTAINER_NAME="${name}"`, "--env", `KAMAL_VERSION="${version}"`],
    ...["--env", `KAMAL_HOST="${host}"`],
    ...(destination === null ? [] : ["--env", `KAMAL_DESTINATION="${destination}"`]),
    ...environment(role, host, deployment),
    ...loggingWords(deployment, at(role.settings, "logging")),
    ...volumeWords(deployment),
    ...assetVolume(role, deployment),
    ...labelWords(role, deployment),
    ...optionWords(role.settings, deployment),
    versionedImage(deployment),
    commandWord(role.settings),
  );
}

/** 51 characters of the host's name; a dot must not be the last. */
function hostPart(host: string): string {
  return [...host].slice(0, 51).join("").replace(/\.$/, "");
}

function environment(role: DeployedRole, host: string, deployment: Deployment): Word[] {
  const tags = role.tagsOfHosts.get(host) ?? [];
  const sections = [
    at(deployment.root, "env"),
    at(role.settings, "env"),
    ...tags.map((tag) => tagSection(deployment, tag)),
  ];
  const file = joinPath(appDirectory(deployment), "env", "roles", `${role.name}.env`);
  return environmentWords(mergedVariables(sections), file, deployment);
}

/** `restart` is taken out of the options, unescaped. */
export function restartPolicy(settings: RubyHash): string {
  return toText(or(at(settings, "options", "restart"), "unless-stopped"));
}

/** The other options. */
export function optionWords(settings: RubyHash, { major }: Deployment): Word[] {
  const options = at(settings, "options");
  if (!isHash(options)) return [];
  const passedOn = major === 1 ? options : new Map([...options].filter(([key]) => key !== "restart"));
  return optionize(passedOn, major);
}

/** The root's `volumes`. */
export function volumeWords({ root, major }: Deployment): Word[] {
  const volumes = at(root, "volumes");
  return isPresent(volumes) ? argumentize("--volume", volumes, major) : [];
}

/** `cmd`, raw; nil says nothing. */
export function commandWord(settings: RubyHash): Word {
  const cmd = at(settings, "cmd");
  return cmd === null ? null : toText(cmd);
}

function assetVolume(role: DeployedRole, deployment: Deployment): Word[] {
  const written = or(at(role.settings, "asset_path"), at(deployment.root, "asset_path"));
  if (!isPresent(written) || !isBehindProxy(role)) return [];
  const [path = "", ...options] = toText(written).split(":");
  if (!isPresent(path)) return [];
  const folder = joinPath(
    appDirectory(deployment),
    "assets",
    "volumes",
    `${role.name}-${deployment.version}`,
  );
  const suffix = isPresent(options.join(":")) ? `:${options.join(":")}` : "";
  return ["--volume", `${volumePath(folder, deployment)}:${path}${suffix}`];
}

function labelWords(role: DeployedRole, deployment: Deployment): Word[] {
  const labels = new Map<string, RubyValue>([
    ["service", at(deployment.root, "service")],
    ["role", role.name],
    ["destination", deployment.destination],
    ...customLabels(role.settings, deployment),
  ]);
  return argumentize("--label", labels, deployment.major);
}

/** The root's labels and the role's own. */
export function customLabels(settings: RubyHash, { root }: Deployment): RubyHash {
  const sections = [at(root, "labels"), at(settings, "labels")].filter(isHash);
  return new Map(sections.flatMap((labels) => [...labels]));
}

function proxyDeploy(role: DeployedRole, deployment: Deployment): string {
  const proxy = roleProxy(role, deployment);
  return command(
    ...["docker", "exec", "kamal-proxy", "kamal-proxy", "deploy", role.containerPrefix],
    ...proxyDeployWords(proxy, role.name, deployment),
  );
}

/** kamal-proxy drains before it returns, so a role behind it need not wait. */
function stop(role: DeployedRole, deployment: Deployment): string {
  const name = `${role.containerPrefix}-${deployment.version}`;
  const drain = or(at(deployment.root, "drain_timeout"), "30");
  const own = or(at(role.settings, "stop_timeout"), at(deployment.root, "stop_timeout"));
  const timeout = isTruthy(own) ? own : isBehindProxy(role) ? null : drain;
  return command(
    ...["docker", "container", "ls", "--all", "--filter", `'name=^${name}$'`, "--quiet", "|"],
    ...["xargs", "docker", "stop", ...argumentize("-t", timeout, deployment.major)],
  );
}
