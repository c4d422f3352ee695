/** The commands for one accessory in Kamal 2. */
import { posix } from "node:path";
import type { DeployedAccessory } from "./accessories.ts";
import { appDirectory, type Deployment, volumePath } from "./deployment.ts";
import { clearVariables, environmentWords } from "./environment.ts";
import { loggingWords } from "./logging.ts";
import { proxyDeployWords } from "./proxy-deploy.ts";
import { accessoryProxy } from "./proxy-settings.ts";
import { commandWord, optionWords, restartPolicy } from "./role-commands.ts";
import {
  at,
  isHash,
  isPresent,
  isTruthy,
  or,
  type RubyHash,
  type RubyValue,
  toArray,
  toText,
} from "./ruby-value.ts";
import { argumentize, command, directoryOf, joined, joinPath, type Word } from "./shell-words.ts";

/** Commands of one accessory. */
export interface AccessoryPlan {
  readonly hosts: readonly string[];
  /** One for each host. */
  readonly docker_run: readonly string[];
  /** What makes its directories and sets modes and owners before the first start; absent when there is nothing to do. */
  readonly prepare?: readonly string[];
  /** Kamal 2, behind the proxy. */
  readonly proxy_deploy?: string;
}

/** A directory, or a file that is uploaded. */
interface HostPath {
  /** As the commands that prepare it name it. */
  readonly prepared: string;
  readonly volume: string;
  readonly mode: RubyValue;
  readonly owner: RubyValue;
}

/** All commands of an accessory. */
export function accessoryPlan(accessory: DeployedAccessory, deployment: Deployment): AccessoryPlan {
  const { hosts, service } = accessory;
  const files = filesOf(accessory, deployment);
  const directories = directoriesOf(accessory, deployment);
  const prepare = [...directories.flatMap(prepareDirectory), ...files.flatMap(prepareFile)];
  const proxy = accessoryProxy(accessory);
  const deploy =
    proxy &&
    command(
      ...["docker", "exec", "kamal-proxy", "kamal-proxy", "deploy", service],
      ...proxyDeployWords(proxy, null, deployment),
    );
  return {
    hosts,
    docker_run: hosts.map((host) => dockerRun(accessory, host, [...files, ...directories], deployment)),
    ...(prepare.length > 0 ? { prepare } : {}),
    ...(deploy === undefined ? {} : { proxy_deploy: deploy }),
  };
}

function dockerRun(
  { settings, service, name }: DeployedAccessory,
  host: string,
  paths: readonly HostPath[],
  deployment: Deployment,
): string {
  const { major } = deployment;
  const envFile = joinPath(appDirectory(deployment), "env", "accessories", `${name}.env`);
  return command(
    ...["docker", "run", "--name", service, "--detach", "--restart", restartPolicy(settings)],
    ...argumentize("--network", or(at(settings, "network"), "kamal"), major),
    ...loggingWords(deployment),
    ...publishWords(settings, deployment),
    ...["--env", `KAMAL_HOST="${host}"`],
    ...environmentWords(clearVariables(at(settings, "env")), envFile, deployment),
    ...argumentize("--volume", or(at(settings, "volumes"), []), major),
    ...paths.flatMap(({ volume }) => ["--volume", volume]),
    ...accessoryLabels(service, settings, deployment),
    ...optionWords(settings, deployment),
    imageOf(settings),
    commandWord(settings),
  );
}

/** A bare port is published under the same number. */
export function publishWords(settings: RubyHash, { major }: Deployment): Word[] {
  const written = at(settings, "port");
  if (written === null) return [];
  const port = toText(written);
  return argumentize("--publish", port.includes(":") ? port : `${port}:${port}`, major);
}

/** `service` and the accessory's own labels. */
export function accessoryLabels(service: string, settings: RubyHash, { major }: Deployment): Word[] {
  const own = at(settings, "labels");
  const labels = new Map<string, RubyValue>([["service", service], ...(isHash(own) ? own : [])]);
  return argumentize("--label", labels, major);
}

function imageOf(settings: RubyHash): string {
  const registry = at(settings, "registry");
  const server = isPresent(registry) ? at(registry, "server") : null;
  return joined([server, at(settings, "image")], "/");
}

function filesOf({ settings, service }: DeployedAccessory, deployment: Deployment): HostPath[] {
  return pathsOf(at(settings, "files"), uploadedFile, ({ remote, options, mode, owner }) => {
    const prepared = service + remote;
    const volume = `${volumePath(prepared, deployment)}:${remote}${options}`;
    return { prepared, volume, mode: or(mode, "755"), owner };
  });
}

function directoriesOf({ settings, service }: DeployedAccessory, deployment: Deployment): HostPath[] {
  const expanded = (local: string): string =>
    local.startsWith("/") ? local : joinPath(`$PWD/${service}`, local);
  return pathsOf(at(settings, "directories"), expanded, ({ local, remote, options, mode, owner }) => {
    const onHost = local.startsWith("/") ? local : joinPath(service, local);
    return {
      prepared: expanded(local),
      volume: `${volumePath(onHost, deployment)}:${remote}${options}`,
      mode,
      owner,
    };
  });
}

/** One entry of `files` or `directories`, in either form. */
interface WrittenPath {
  readonly local: string;
  readonly remote: string;
  /** With its colon; empty when there are none. */
  readonly options: string;
  readonly mode: RubyValue;
  readonly owner: RubyValue;
}

/** Kamal keeps them by their path on its side; of two that are the same the later one stays, at the earlier's place. */
function pathsOf(
  list: RubyValue,
  identity: (local: string, index: number) => string,
  hostPath: (written: WrittenPath) => HostPath,
): HostPath[] {
  const paths = new Map<string, HostPath>();
  for (const [index, entry] of toArray(list).entries()) {
    const written = isHash(entry) ? longForm(entry) : shortForm(toText(entry));
    paths.set(identity(written.local, index), hostPath(written));
  }
  return [...paths.values()];
}

/** Names the same file whatever way it is spelled; what ERB makes of a template is always a new one. */
export function uploadedFile(local: string, index: number): string {
  return local.endsWith("erb") ? `template ${index}` : posix.resolve("/", local);
}

function longForm(entry: RubyHash): WrittenPath {
  const options = at(entry, "options");
  return {
    local: toText(at(entry, "local")),
    remote: toText(at(entry, "remote")),
    options: isPresent(options) ? `:${toText(options)}` : "",
    mode: at(entry, "mode"),
    owner: at(entry, "owner"),
  };
}

function shortForm(text: string): WrittenPath {
  const [local = "", remote = "", ...rest] = text.split(":");
  const options = rest.join(":");
  return { local, remote, options: isPresent(options) ? `:${options}` : "", mode: null, owner: null };
}

function prepareDirectory({ prepared, mode, owner }: HostPath): string[] {
  return [
    command("/usr/bin/env", "mkdir", "-p", prepared),
    ...(isTruthy(mode) ? [command("/usr/bin/env", "chmod", toText(mode), prepared)] : []),
    ...(isTruthy(owner) ? [command("/usr/bin/env", "chown", toText(owner), prepared)] : []),
  ];
}

function prepareFile({ prepared, mode, owner }: HostPath): string[] {
  return prepareDirectory({ prepared: directoryOf(prepared), mode: null, owner: null, volume: "" }).concat(
    prepareDirectory({ prepared, mode, owner, volume: "" }).slice(1),
  );
}
