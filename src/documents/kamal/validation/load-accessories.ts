/** `accessories`, checked while they are made, as in Kamal. */
import type { Place } from "../../../source/source-text.ts";
import {
  entriesOf,
  get,
  itemsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../yaml/yaml-node.ts";
import { ACCESSORY } from "../schema/parts.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { checkEnv } from "./check-env.ts";
import { checkLabels, checkRestart } from "./check-options.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkRegistry } from "./check-registry.ts";
import { checkSection } from "./check-shape.ts";
import type { LoadedRole } from "./load-roles.ts";
import {
  entryNamed,
  hasUnknownKeys,
  inside,
  isUnknown,
  type Loading,
  refuse,
  stop,
  valueNamed,
} from "./loading.ts";
import { isBlank, isTruthy, textOf } from "./ruby-value.ts";

/** An accessory that passed its own checks. */
export interface LoadedAccessory {
  readonly at: Place;
  readonly settings: YamlMap;
  /** Its own settings of the proxy's container, if it is served by the proxy. */
  readonly proxyRun: YamlNode | undefined;
}

/** All accessories, in the order of the file. */
export function loadAccessories(roles: readonly LoadedRole[], loading: Loading): LoadedAccessory[] {
  return entriesOf(get(loading.root, "accessories"))
    .filter(({ key }) => !isUnknown(key, loading))
    .flatMap((entry) => loadAccessory(entry, roles, loading) ?? []);
}

function loadAccessory(
  { key, value }: YamlEntry,
  roles: readonly LoadedRole[],
  loading: Loading,
): LoadedAccessory | undefined {
  if (key.type !== "string")
    stop("crash", `the accessory name ${key.text} is not text`, key, "crash", "accessories");
  const context = inside("accessories", key.text);
  checkSection(value, ACCESSORY, context, loading, key);
  if (value.kind !== "map" || isUnknown(value, loading)) return undefined;
  checkPlacement(value, key, context, loading);
  checkLabels(value, context, loading);
  checkRestart(value, context, loading);
  if (isAtLeast(loading.version, "2.0.0")) checkRoles(value, roles, context, loading);
  checkEnv(valueNamed(value, "env"), inside(context, "env"), loading);
  const proxy = entryNamed(value, "proxy");
  if (proxy && !isBlank(proxy.value) && !isUnknown(proxy.value, loading))
    checkProxy(proxy.value, inside(context, "proxy"), loading);
  const registry = entryNamed(value, "registry");
  if (registry && !isBlank(registry.value))
    checkRegistry(registry.value, inside(context, "registry"), loading, registry.key);
  return { at: key, settings: value, proxyRun: valueNamed(proxy?.value, "run") };
}

const PLACEMENTS_1: readonly string[] = ["host", "hosts", "roles"];
const PLACEMENTS_2: readonly string[] = ["host", "hosts", "role", "roles", "tag", "tags"];

function checkPlacement(accessory: YamlMap, key: YamlScalar, context: string, loading: Loading): void {
  const isNew = isAtLeast(loading.version, "2.6.0");
  const found = (isNew ? PLACEMENTS_2 : PLACEMENTS_1).flatMap((name) => entryNamed(accessory, name) ?? []);
  if (found.length === 1 || hasUnknownKeys(accessory, loading)) return;
  if (found.some((entry) => loading.doubts.isConditional(entry.key))) return;
  const text = isNew
    ? "specify one of `host`, `hosts`, `role`, `roles`, `tag` or `tags`"
    : "specify one of `host`, `hosts` or `roles`";
  refuse(context, text, found[1]?.key ?? key, found.length === 0 ? "missing" : "conflict");
}

/** The roles an accessory follows have to exist; `roles` only matches texts. */
function checkRoles(
  accessory: YamlMap,
  roles: readonly LoadedRole[],
  context: string,
  loading: Loading,
): void {
  if (!rolesAreKnown(loading)) return;
  const names = new Set(roles.map(({ name }) => name));
  const missing = itemsOf(valueNamed(accessory, "roles")).filter(
    (item) =>
      !isUnknown(item, loading) &&
      !(item.kind === "scalar" && item.type === "string" && names.has(item.text)),
  );
  const [first] = missing;
  if (first && missing.some(isTruthy))
    refuse(context, `unknown roles ${missing.map(textOf).join(", ")}`, first, "value");
  const role = valueNamed(accessory, "role");
  if (role && isTruthy(role) && !isUnknown(role, loading) && !names.has(textOf(role)))
    refuse(context, `unknown role ${textOf(role)}`, role, "value");
}

function rolesAreKnown(loading: Loading): boolean {
  const servers = get(loading.root, "servers");
  if (loading.doubts.mayHoldMore || isUnknown(servers, loading)) return false;
  return servers?.kind !== "map" || !hasUnknownKeys(servers, loading);
}

/**
 * The hosts an accessory runs on, as far as they decide whether Kamal loads the file. Undefined when Kamal would look for
 * them in vain and stop over it.
 */
export function accessoryHosts(
  { settings }: LoadedAccessory,
  roles: readonly LoadedRole[],
  loading: Loading,
): readonly YamlScalar[] | undefined {
  const host = valueNamed(settings, "host");
  if (entryNamed(settings, "host")) return host?.kind === "scalar" ? [host] : [];
  if (entryNamed(settings, "hosts"))
    return itemsOf(valueNamed(settings, "hosts")).filter((item) => item.kind === "scalar");
  const followed = entryNamed(settings, "role")
    ? [textOf(valueNamed(settings, "role"))]
    : itemsOf(valueNamed(settings, "roles")).map(textOf);
  if (entryNamed(settings, "role") || entryNamed(settings, "roles"))
    return followed.flatMap((name) => roles.find((role) => role.name === name)?.hosts ?? []);
  return taggedHosts(settings, loading);
}

/** Tags are looked for in roles that are plain lists, and in nothing else. */
function taggedHosts(settings: YamlMap, loading: Loading): readonly YamlScalar[] | undefined {
  const servers = get(loading.root, "servers");
  const tag = entryNamed(settings, "tag");
  if (tag && servers?.kind !== "map") return isUnknown(servers, loading) ? [] : undefined;
  const tags = tag ? [tag.value] : itemsOf(valueNamed(settings, "tags"));
  return tags.flatMap((wanted) => entriesOf(servers).flatMap(({ value }) => hostsTagged(value, wanted)));
}

function hostsTagged(role: YamlNode, wanted: YamlNode): YamlScalar[] {
  return itemsOf(role).flatMap((item) => {
    const [entry] = entriesOf(item);
    if (!entry) return [];
    const matches =
      entry.value.kind === "list"
        ? entry.value.items.some((tag) => textOf(tag) === textOf(wanted))
        : textOf(entry.value).includes(textOf(wanted));
    return matches ? [entry.key] : [];
  });
}
