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
import { isBlank, isTruthy, textOf } from "./ruby-view.ts";

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
  const context = `accessories/${key.text}`;
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

/** True when Kamal would look for a tag in roles that there are not, and stop over it. */
export function looksForTagInVain({ settings }: LoadedAccessory, loading: Loading): boolean {
  const servers = get(loading.root, "servers");
  const tag = entryNamed(settings, "tag");
  if (!tag || servers?.kind === "map" || isUnknown(servers, loading)) return false;
  return PLACEMENTS_2.every((name) => name === "tag" || !entryNamed(settings, name));
}

/** The hosts an accessory runs on. */
export function accessoryHosts(
  { settings }: LoadedAccessory,
  roles: readonly LoadedRole[],
  loading: Loading,
): readonly YamlScalar[] {
  const host = entryNamed(settings, "host")?.value;
  if (host) return host.kind === "scalar" ? [host] : [];
  const hosts = entryNamed(settings, "hosts")?.value;
  if (hosts) return itemsOf(hosts).filter((item) => item.kind === "scalar");
  const followed = entryNamed(settings, "role") ?? entryNamed(settings, "roles");
  if (followed) {
    const names = new Set([followed.value, ...itemsOf(followed.value)].map(textOf));
    return roles.filter(({ name }) => names.has(name)).flatMap((role) => role.hosts);
  }
  const tag = entryNamed(settings, "tag")?.value;
  const tags = tag ? [tag] : itemsOf(valueNamed(settings, "tags"));
  const servers = entriesOf(get(loading.root, "servers"));
  // Tags are looked for in roles that are plain lists, and in nothing else.
  return tags.flatMap((wanted) => servers.flatMap(({ value }) => hostsTagged(value, wanted)));
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
