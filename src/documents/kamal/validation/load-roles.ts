/** `servers` -> roles, checked while they are made, as in Kamal. */
import type { Place } from "../../../source/source-text.ts";
import {
  entryOf,
  get,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../yaml/yaml-node.ts";
import { deepMerge } from "../merge.ts";
import { HEALTHCHECK, ROLE } from "../schema/parts.ts";
import { LOGGING } from "../schema/root.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { checkEnv } from "./check-env.ts";
import { checkLabels, checkRestart } from "./check-options.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkHosts, checkSection, checkType } from "./check-shape.ts";
import { inside, isCertain, isUnknown, type Loading, stop, valueNamed } from "./loading.ts";
import { isTruthy } from "./ruby-view.ts";

/** A role that passed its own checks. */
export interface LoadedRole {
  readonly name: string;
  /** Where the role is named, or the list of servers that makes it. */
  readonly at: Place;
  /** Hosts in order, each once. */
  readonly hosts: readonly YamlScalar[];
  /** False when Ruby may add hosts or take some away. */
  readonly hostsKnown: boolean;
  /** True when the proxy serves the role. */
  readonly isProxied: boolean;
  /** The role's own proxy settings, if it has any. */
  readonly proxy: YamlMap | undefined;
}

/** The role that deploys first; texts only match exactly. */
export function primaryRoleName({ root }: Loading): string {
  const node = get(root, "primary_role");
  return node?.kind === "scalar" && isTruthy(node) ? node.text : "web";
}

/** All roles, in Kamal's order: by name. */
export function loadRoles(loading: Loading): LoadedRole[] {
  const servers = entryOf(loading.root, "servers");
  if (servers?.value.kind === "list") {
    checkHosts(servers.value, "servers", loading);
    return [implicitRole(servers, servers.value, loading)];
  }
  if (servers?.value.kind !== "map") return [];
  const roles = servers.value.entries.filter(({ key }) => !isUnknown(key, loading));
  const odd = roles.find(({ key }) => key.type !== "string");
  if (odd) stop("crash", `the role name ${odd.key.text} is not text`, odd.key, "crash", "servers");
  return roles
    .toSorted((a, b) => compareTexts(a.key.text, b.key.text))
    .map((entry) => namedRole(entry, loading));
}

/** Ruby compares strings byte by byte, JavaScript by UTF-16 units; they differ beyond the basic plane only. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function implicitRole(entry: YamlEntry, servers: YamlNode, loading: Loading): LoadedRole {
  const isProxied = primaryRoleName(loading) === "web";
  return { name: "web", at: entry.key, ...hostsOf(servers, loading), isProxied, proxy: undefined };
}

function namedRole({ key, value }: YamlEntry, loading: Loading): LoadedRole {
  const { text: name } = key;
  const context = `servers/${name}`;
  const isStrict = isAtLeast(loading.version, "2.0.0");
  const base = { name, at: key };
  if (!checkType(value, context, loading, ["array", "hash"], key)) {
    return { ...base, hosts: [], hostsKnown: false, isProxied: false, proxy: undefined };
  }
  // Kamal 1 forgot to check roles that are plain lists.
  if (value.kind === "list" && isStrict) checkHosts(value, context, loading);
  if (value.kind === "map") checkRole(value, context, loading);
  const hosts = hostsOf(value.kind === "map" ? valueNamed(value, "hosts") : value, loading);
  return { ...base, ...hosts, ...proxyOf(value, name, context, loading) };
}

function checkRole(role: YamlMap, context: string, loading: Loading): void {
  checkSection(role, ROLE, context, loading);
  checkLabels(role, context, loading);
  checkRestart(role, context, loading);
  checkEnv(valueNamed(role, "env"), inside(context, "env"), loading);
  const logging = valueNamed(role, "logging");
  if (logging) checkSection(logging, LOGGING, inside(context, "logging"), loading);
  const healthcheck = valueNamed(role, "healthcheck");
  if (healthcheck) checkSection(healthcheck, HEALTHCHECK, inside(context, "healthcheck"), loading);
}

function proxyOf(
  role: YamlNode,
  name: string,
  context: string,
  loading: Loading,
): Pick<LoadedRole, "isProxied" | "proxy"> {
  const proxy = valueNamed(role, "proxy");
  if (proxy?.kind === "map") {
    checkProxy(proxy, inside(context, "proxy"), loading);
    return { isProxied: true, proxy };
  }
  if (!isCertain(proxy, loading)) return { isProxied: false, proxy: undefined };
  const isPrimary = primaryRoleName(loading) === name;
  return {
    isProxied: isPrimary ? proxy === undefined || isTruthy(proxy) : isTruthy(proxy),
    proxy: undefined,
  };
}

function hostsOf(node: YamlNode | undefined, loading: Loading): Pick<LoadedRole, "hosts" | "hostsKnown"> {
  if (node?.kind !== "list") return { hosts: [], hostsKnown: isCertain(node, loading) };
  const found = new Map<string, YamlScalar>();
  for (const item of node.items) {
    const host = item.kind === "map" ? item.entries[0]?.key : item;
    if (host?.kind === "scalar" && (item.kind === "map" || host.type === "string"))
      found.set(`${host.type} ${host.text}`, found.get(`${host.type} ${host.text}`) ?? host);
  }
  const hostsKnown =
    isCertain(node, loading) &&
    !loading.doubts.mayHoldMore &&
    node.items.every(
      (item) =>
        isCertain(item, loading) && isCertain(item.kind === "map" ? item.entries[0]?.key : item, loading),
    );
  return { hosts: [...found.values()], hostsKnown };
}

const merged = new WeakMap<LoadedRole, YamlMap>();

/** What the role's proxy is told: the root's settings with the role's on top. Merged once for each role. */
export function mergedProxy(role: LoadedRole, { root }: Loading): YamlMap | undefined {
  const shared = get(root, "proxy");
  if (shared?.kind !== "map") return role.proxy;
  if (!role.proxy) return shared;
  const proxy = merged.get(role) ?? deepMerge(shared, role.proxy);
  merged.set(role, proxy);
  return proxy;
}
