/** The command that starts kamal-proxy on a host. */
import { isIPv6 } from "node:net";
import type { DeployedAccessory } from "./accessories.ts";
import type { Deployment } from "./deployment.ts";
import { proxyHosts } from "./proxy-settings.ts";
import type { DeployedRole } from "./roles.ts";
import {
  at,
  fetch,
  isHash,
  isPresent,
  isTruthy,
  or,
  type RubyHash,
  type RubyValue,
  toArray,
  toText,
} from "./ruby-value.ts";
import { command, compactHash, joined, type Major, optionize, type Word } from "./shell-words.ts";

/** Hosts that start the proxy with the same command. */
export interface ProxyRun {
  readonly hosts: readonly string[];
  readonly command: string;
}

const START = "docker container start kamal-proxy ||";

const RUN = [
  "docker run --name kamal-proxy --network kamal --detach --restart unless-stopped",
  "--volume kamal-proxy-config:/home/kamal-proxy/.config/kamal-proxy",
].join(" ");

const APPS_VOLUME = "--volume $PWD/.kamal/proxy/apps-config:/home/kamal-proxy/.apps-config";

/** What the old command `kamal proxy boot_config` left on a host decides when `proxy.run` is not written. */
const RUN_AS_LEFT_ON_HOST = [
  "echo",
  leftOnHost("options", "--publish 80:80 --publish 443:443 --log-opt max-size=10m"),
  `${leftOnHost("image", "basecamp/kamal-proxy")}:${leftOnHost("image_version", "v0.9.2")}`,
  leftOnHost("run_command", ""),
  `| xargs ${RUN} ${APPS_VOLUME}`,
].join(" ");

function leftOnHost(file: string, fallback: string): string {
  return `$(cat .kamal/proxy/${file} 2> /dev/null || echo "${fallback}")`;
}

/** One entry for each different command, in the order of the hosts. */
export function proxyRuns(
  roles: readonly DeployedRole[],
  accessories: readonly DeployedAccessory[],
  deployment: Deployment,
): ProxyRun[] {
  const hostsOf = new Map<string, string[]>();
  for (const [host, run] of proxyHosts(roles, accessories, deployment)) {
    const start = `${START} ${run ? dockerRun(run, deployment.major) : RUN_AS_LEFT_ON_HOST}`;
    hostsOf.set(start, [...(hostsOf.get(start) ?? []), host]);
  }
  return [...hostsOf].map(([start, hosts]) => ({ hosts, command: start }));
}

function dockerRun(run: RubyHash, major: Major): string {
  const size = fetch(run, "log_max_size", "10m");
  const metrics = at(run, "metrics_port");
  const options = at(run, "options");
  return command(
    ...[RUN, APPS_VOLUME, ...publishWords(run)],
    ...(isPresent(size) ? ["--log-opt", `max-size=${toText(size)}`] : []),
    ...(isPresent(metrics) ? [`--expose=${toText(metrics)}`] : []),
    ...(isHash(options) ? optionize(options, major) : []),
    imageOf(run),
    ...["kamal-proxy", "run", ...runOptions(run, major)],
  );
}

function publishWords(run: RubyHash): Word[] {
  if (!isTruthy(fetch(run, "publish", true))) return [];
  const addresses = or(at(run, "bind_ips"), [null]);
  const words = toArray(addresses).flatMap((address) => [
    ...["--publish", joined([bracketed(address), fetch(run, "http_port", "80"), "80"], ":")],
    ...["--publish", joined([bracketed(address), fetch(run, "https_port", "443"), "443"], ":")],
  ]);
  return [words.join(" ")];
}

/** IPv6 needs brackets before a port. */
function bracketed(address: RubyValue): RubyValue {
  return typeof address === "string" && isIPv6(address) ? `[${address}]` : address;
}

function imageOf(run: RubyHash): string {
  const repository = fetch(run, "repository", "basecamp/kamal-proxy");
  return `${joined([at(run, "registry"), repository], "/")}:${toText(fetch(run, "version", "v0.9.2"))}`;
}

function runOptions(run: RubyHash, major: Major): Word[] {
  const debug = at(run, "debug");
  return optionize(
    compactHash({ debug: isTruthy(debug) ? debug : null, "metrics-port": at(run, "metrics_port") }),
    major,
  );
}
