/** The checks Kamal 2 makes at the end over several parts: TLS, the proxy's container, local registries, hooks. */
import { get, type YamlMap, type YamlNode, type YamlScalar } from "../../yaml/yaml-node.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { checkProxy } from "./check-proxy.ts";
import { isLocalServer } from "./check-registry.ts";
import type { Loaded } from "./load.ts";
import { type LoadedRole, mergedProxy } from "./load-roles.ts";
import { isCertain, isUnknown, type Loading, refuse, stop, valueNamed } from "./loading.ts";
import { isBlank, isTruthy, isUri, textOf } from "./ruby-view.ts";

/** `hooks_path` has to be text, since Kamal joins it with file names. */
export function ensureHooksPath(loading: Loading): void {
  const path = get(loading.root, "hooks_path");
  if (!path || !isTruthy(path) || isUnknown(path, loading)) return;
  if (path.kind !== "scalar" || path.type !== "string")
    stop("crash", "hooks_path is not text", path, "crash", "hooks_path");
}

/** Automatic certificates work for one server only. The merged proxy settings are checked first. */
export function ensureOneHostForSsl({ roles }: Loaded, loading: Loading): void {
  for (const role of proxied(roles, loading)) {
    const proxy = mergedProxy(role, loading);
    if (!proxy || isUnknown(get(loading.root, "proxy"), loading)) continue;
    checkProxy(proxy, "proxy", loading);
    const ssl = valueNamed(proxy, "ssl");
    if (!ssl || !isTruthy(ssl) || !isCertain(ssl, loading) || !role.hostsKnown || role.hosts.length < 2)
      continue;
    if (!hasOwnCertificate(ssl, loading)) refuse("", tooManyServers(role), ssl, "conflict");
  }
}

/** Roles that the proxy serves whatever Ruby decides. */
function proxied(roles: readonly LoadedRole[], { doubts }: Loading): LoadedRole[] {
  return roles.filter(({ isProxied, at }) => isProxied && !doubts.isConditional(at));
}

function tooManyServers({ hosts, name }: LoadedRole): string {
  const rule = "SSL is only supported on a single server unless you provide custom certificates";
  return `${rule}, found ${hosts.length} servers for role ${name}`;
}

function hasOwnCertificate(ssl: YamlNode, loading: Loading): boolean {
  if (ssl.kind !== "map" || !isAtLeast(loading.version, "2.7.0")) return false;
  return ["certificate_pem", "private_key_pem"].every((key) => {
    const value = valueNamed(ssl, key);
    return isUnknown(value, loading) || !isBlank(value);
  });
}

/** Two roles can't answer for one host name over TLS. */
export function ensureUniqueSslHosts({ roles }: Loaded, loading: Loading): void {
  const hosts = proxied(roles, loading)
    .map((role) => mergedProxy(role, loading))
    .filter((proxy): proxy is YamlMap => proxy !== undefined && servesTls(proxy, loading))
    .flatMap((proxy) => hostNames(proxy, loading));
  const counts = Map.groupBy(hosts, ({ name }) => name);
  const twice = [...counts].filter(([, found]) => found.length > 1);
  const [first] = twice;
  if (!first) return;
  const names = twice.map(([name]) => name).join(", ");
  refuse(
    "",
    `Different roles can't share the same host for SSL: ${names}`,
    first[1][1]?.at ?? loading.root,
    "conflict",
  );
}

function servesTls(proxy: YamlMap, loading: Loading): boolean {
  const ssl = valueNamed(proxy, "ssl");
  return isTruthy(ssl) && isCertain(ssl, loading);
}

function hostNames(proxy: YamlMap, loading: Loading): { name: string; at: YamlNode }[] {
  const hosts = valueNamed(proxy, "hosts");
  if (hosts && isTruthy(hosts)) {
    const items = hosts.kind === "list" && isCertain(hosts, loading) ? hosts.items : [];
    return items.filter((item) => isCertain(item, loading)).map((item) => ({ name: textOf(item), at: item }));
  }
  const host = valueNamed(proxy, "host");
  if (host?.kind !== "scalar" || host.type === "null" || !isCertain(host, loading)) return [];
  if (host.type !== "string") stop("crash", "the proxy's host is not text", host, "crash", "proxy/host");
  return splitAtCommas(host.text).map((name) => ({ name, at: host }));
}

/** Ruby's `split(",")` drops empty pieces at the end. */
function splitAtCommas(text: string): string[] {
  const parts = text.split(",");
  while (parts.at(-1) === "") parts.pop();
  return parts;
}

/** With a registry on this machine, other machines that build reach it over SSH only. */
export function ensureLocalRegistryBuildsOverSsh(loading: Loading): void {
  if (!isAtLeast(loading.version, "2.8.0")) return;
  const server = valueNamed(get(loading.root, "registry"), "server");
  if (!isCertain(server, loading) || !isLocalServer(textOf(server))) return;
  const builder = get(loading.root, "builder");
  const remote = valueNamed(builder, "remote");
  if (!remote || !isTruthy(remote) || !isCertain(remote, loading) || !buildsElsewhere(builder, loading))
    return;
  if (remote.kind !== "scalar" || remote.type !== "string")
    stop("argument", "bad argument (expected URI object or URI string)", remote, "type", "builder/remote");
  if (!isUri(remote.text))
    stop("crash", "the remote builder's address is not a URI", remote, "crash", "builder/remote");
  if (!/^ssh:/i.test(remote.text)) {
    const text = "Local registry with remote builder requires an SSH URL (e.g., ssh://user@host)";
    refuse("", text, remote, "conflict");
  }
}

/** Kamal compares with the machine it runs on; like the recorded cases, this assumes amd64. */
function buildsElsewhere(builder: YamlNode | undefined, loading: Loading): boolean {
  const arch = valueNamed(builder, "arch");
  const arches = arch?.kind === "list" ? arch.items : arch ? [arch] : [];
  if (!arches.every((item) => isCertain(item, loading))) return false;
  const local = valueNamed(builder, "local");
  const isOff = local?.kind === "scalar" && local.type === "boolean" && local.text === "false";
  return isOff ? arches.length > 0 : arches.some((item) => textOf(item) !== "amd64");
}

const LEVELS: ReadonlySet<string> = new Set(["quiet", "verbose"]);

/** `hooks_output` takes two words. */
export function ensureHooksOutput(loading: Loading): void {
  const output = get(loading.root, "hooks_output");
  if (output?.kind === "scalar" && (output.type === "string" || output.type === "symbol"))
    ensureLevel(output, "", loading);
  if (output?.kind !== "map") return;
  for (const { key, value } of output.entries) {
    const isName = value.kind === "scalar" && (value.type === "string" || value.type === "symbol");
    if (isUnknown(value, loading)) continue;
    if (!isName) stop("crash", "the level of a hook's output is not text", value, "crash", "hooks_output");
    if (value.kind === "scalar")
      ensureLevel(value, key.type === "null" ? "" : ` for hook '${key.text}'`, loading);
  }
}

function ensureLevel(level: YamlScalar, where: string, loading: Loading): void {
  if (isUnknown(level, loading) || LEVELS.has(level.text)) return;
  refuse("", `Invalid hooks_output '${level.text}'${where}, must be one of: quiet, verbose`, level, "value");
}
