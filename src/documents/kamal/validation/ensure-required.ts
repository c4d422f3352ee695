/** The checks Kamal makes at the end over the root: what must be there, and with which value. */

import { compareGemVersions, isGemVersion } from "../../versions/gem-version.ts";
import { entryOf, get, type YamlNode } from "../../yaml/yaml-node.ts";
import { isAtLeast, versionText } from "../version/kamal-version.ts";
import { isLocalServer } from "./check-registry.ts";
import type { Loaded } from "./load.ts";
import { type LoadedRole, primaryRoleName } from "./load-roles.ts";
import {
  hasUnknownKeys,
  isCertain,
  isUnknown,
  type Loading,
  placeIn,
  refuse,
  stop,
  valueNamed,
} from "./loading.ts";
import { isBlank, isTruthy, textOf } from "./ruby-view.ts";

/** `require_destination`. */
export function ensureDestination(loading: Loading): void {
  const required = get(loading.root, "require_destination");
  if (!required || !isTruthy(required) || !isCertain(required, loading)) return;
  if (loading.destination === undefined)
    stop("argument", "You must specify a destination", required, "destination");
}

/** Service, image, servers, and hosts for the roles. */
export function ensureRequiredKeys(loaded: Loaded, loading: Loading): void {
  const isNew = isAtLeast(loading.version, "2.0.0");
  ensurePresent("service", loading);
  if (isNew) ensurePresent("registry", loading);
  ensureImage(loading);
  if (!isNew) ensurePresent("registry", loading);
  if (!isNew) ensurePresent("servers", loading);
  const servers = entryOf(loading.root, "servers");
  if (servers) ensureRoles(loaded.roles, servers.value, loading);
  else ensureAnything(loading);
}

function ensurePresent(key: string, loading: Loading): void {
  const entry = entryOf(loading.root, key);
  if (!isBlank(entry?.value) || !isCertain(entry?.value, loading) || hasUnknownKeys(loading.root, loading))
    return;
  missing(`Missing required configuration for ${key}`, entry?.value, loading);
}

function missing(text: string, at: YamlNode | undefined, loading: Loading): never {
  return refuse("", text, at ?? placeIn(loading.root), "missing");
}

/** With a local registry, the service's name serves as the image's. */
function ensureImage(loading: Loading): void {
  const server = valueNamed(get(loading.root, "registry"), "server");
  const isNamedByService = isAtLeast(loading.version, "2.8.0") && isLocalServer(textOf(server));
  if (!isNamedByService && !isUnknown(server, loading)) ensurePresent("image", loading);
}

function ensureAnything(loading: Loading): void {
  if (!isBlank(get(loading.root, "accessories")) || hasUnknownKeys(loading.root, loading)) return;
  missing("No servers or accessories specified", undefined, loading);
}

function ensureRoles(roles: readonly LoadedRole[], servers: YamlNode, loading: Loading): void {
  if (!isCertain(servers, loading) || loading.doubts.mayHoldMore) return;
  const name = primaryRoleName(loading);
  const setting = get(loading.root, "primary_role");
  if (!isCertain(setting, loading)) return;
  const primary = roles.find((role) => role.name === name);
  const isOpen = servers.kind === "map" && hasUnknownKeys(servers, loading);
  if (!primary) {
    if (!isOpen)
      refuse("", `The primary_role ${name} isn't defined`, setting ?? roles[0]?.at ?? servers, "missing");
    return;
  }
  if (hasNoHosts(primary))
    refuse("", `No servers specified for the ${name} primary_role`, primary.at, "missing");
  const allowed = get(loading.root, "allow_empty_roles");
  if (isTruthy(allowed) || !isCertain(allowed, loading)) return;
  const empty = roles.find(hasNoHosts);
  const remedy = "You can ignore this with allow_empty_roles: true";
  if (empty) refuse("", `No servers specified for the ${empty.name} role. ${remedy}`, empty.at, "missing");
}

function hasNoHosts(role: LoadedRole): boolean {
  return role.hostsKnown && role.hosts.length === 0;
}

/** `minimum_version` against the release in use. */
export function ensureKamalVersion(loading: Loading): void {
  const minimum = get(loading.root, "minimum_version");
  if (!minimum || !isTruthy(minimum) || !isCertain(minimum, loading)) return;
  const wanted = textOf(minimum);
  if (!isGemVersion(wanted))
    stop("argument", `Malformed version number string ${wanted}`, minimum, "value", "minimum_version");
  const current = versionText(loading.version);
  if (compareGemVersions(wanted, current) > 0)
    refuse("", `Current version is ${current}, minimum required is ${wanted}`, minimum, "release");
}

/** `retain_containers`. */
export function ensureRetained(loading: Loading): void {
  const retained = get(loading.root, "retain_containers");
  if (retained?.kind !== "scalar" || !isCertain(retained, loading) || !isTruthy(retained)) return;
  if (Number(retained.text) < 1) refuse("", "Must retain at least 1 container", retained, "value");
}

/** The name of the service; any line of it that looks well is enough for Kamal. */
export function ensureServiceName(loading: Loading): void {
  const service = get(loading.root, "service");
  if (!service || !isCertain(service, loading)) return;
  const isName = service.kind === "scalar" && (service.type === "string" || service.type === "symbol");
  if (isName && /^[a-z0-9_-]+$/im.test(service.text)) return;
  const text = "Service name can only include alphanumeric characters, hyphens, and underscores";
  refuse("", text, service, "value");
}
