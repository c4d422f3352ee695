/** How Kamal reaches the hosts. */
import type { Deployment } from "./deployment.ts";
import {
  at,
  fetch,
  inspect,
  isArray,
  isHash,
  isTruthy,
  type RubyValue,
  toArray,
  toText,
} from "./ruby-value.ts";

/** A value as JSON has it. */
export type PlainValue = null | boolean | number | string | readonly PlainValue[];

/** The settings as far as they are written, and the start of the command line for a shell on the primary host. */
export interface SshPlan {
  readonly user: PlainValue;
  readonly port: PlainValue;
  readonly keys?: PlainValue;
  readonly keys_only?: PlainValue;
  readonly config?: PlainValue;
  readonly forward_agent?: PlainValue;
  /** `%h` and `%p` still in it. */
  readonly proxy_command?: string;
  readonly proxy_jump?: string;
  readonly key_data_items?: number;
  readonly interactive?: string;
}

/** The plan of the connection; without a primary host there is no interactive shell to show. */
export function sshPlan(deployment: Deployment, primaryHost: string | undefined): SshPlan {
  const ssh = at(deployment.root, "ssh");
  const keyData = at(ssh, "key_data");
  return {
    user: plain(fetch(ssh, "user", "root")),
    port: plain(fetch(ssh, "port", { type: "integer", text: "22" })),
    ...written(ssh, "keys"),
    ...written(ssh, "keys_only"),
    ...(deployment.major === 1 ? {} : { ...written(ssh, "config"), ...written(ssh, "forward_agent") }),
    ...proxyOf(ssh, deployment),
    ...(isTruthy(keyData) ? { key_data_items: toArray(keyData).length } : {}),
    ...(primaryHost === undefined ? {} : { interactive: interactive(ssh, primaryHost, deployment) }),
  };
}

function written(ssh: RubyValue, key: string): Record<string, PlainValue> {
  const value = at(ssh, key);
  return value === null ? {} : { [key]: plain(value) };
}

function plain(value: RubyValue): PlainValue {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (isArray(value)) return value.map(plain);
  if (isHash(value)) return inspect(value);
  const number = value.type === "integer" || value.type === "float" ? Number(value.text) : Number.NaN;
  return Number.isFinite(number) ? number : value.text;
}

/** Through which hosts the way goes. */
function jumpOf(ssh: RubyValue): string | undefined {
  const proxy = at(ssh, "proxy");
  if (!isTruthy(proxy)) return undefined;
  return toText(proxy).includes("@") ? toText(proxy) : `root@${toText(proxy)}`;
}

function proxyOf(ssh: RubyValue, deployment: Deployment): Pick<SshPlan, "proxy_jump" | "proxy_command"> {
  const jump = jumpOf(ssh);
  if (jump !== undefined)
    return { proxy_jump: jump, proxy_command: jumpCommand(jump, configOf(ssh, deployment)) };
  const proxy = at(ssh, "proxy_command");
  return isTruthy(proxy) ? { proxy_command: toText(proxy) } : {};
}

function configOf(ssh: RubyValue, { major }: Deployment): RubyValue {
  return major === 1 ? null : at(ssh, "config");
}

/** The command line net-ssh makes of a jump: the first hop is an address, further ones are handed on. */
function jumpCommand(jump: string, config: RubyValue): string {
  const comma = jump.indexOf(",");
  const first = comma < 0 ? jump : jump.slice(0, comma);
  const [, user, host = "", port] =
    /^(?:([^@:/?#]*)(?::[^@/?#]*)?@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?/.exec(first) ?? [];
  const words = [
    "ssh",
    ...(user === undefined ? [] : ["-l", user]),
    ...(port === undefined || port === "" ? [] : ["-p", String(Number(port))]),
    ...(comma < 0 ? [] : ["-J", jump.slice(comma + 1)]),
    ...(isTruthy(config) && config !== true ? ["-F", toText(config)] : []),
  ];
  return [...words, "-W", "%h:%p", host].join(" ");
}

/** Kamal 1 passes on the way only, Kamal 2 configuration and keys too. */
function interactive(ssh: RubyValue, host: string, deployment: Deployment): string {
  const user = toText(fetch(ssh, "user", "root"));
  const port = toText(fetch(ssh, "port", "22"));
  const jump = jumpOf(ssh);
  const proxy = at(ssh, "proxy_command");
  const way =
    jump !== undefined ? ` -J ${jump}` : isTruthy(proxy) ? ` -o ProxyCommand='${toText(proxy)}'` : "";
  const own = deployment.major === 1 ? ["", ""] : [configWords(at(ssh, "config")), keyWords(ssh)];
  return `ssh${own[0]}${way}${own[1]} -t ${user}@${host} -p ${port}`;
}

function configWords(config: RubyValue): string {
  if (config === false) return " -F /dev/null";
  if (isArray(config)) return config.map((file) => ` -F ${toText(file)}`).join("");
  return typeof config === "string" ? ` -F ${config}` : "";
}

function keyWords(ssh: RubyValue): string {
  const keys = toArray(at(ssh, "keys")).map((key) => ` -i ${toText(key)}`);
  return `${keys.join("")}${isTruthy(at(ssh, "keys_only")) ? " -o IdentitiesOnly=yes" : ""}`;
}
