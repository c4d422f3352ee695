/**
 * Goes through a configuration as Kamal does when it starts, in the same order, and ends at the first error. The order is that of
 * `Kamal::Configuration#initialize` in 2.12.0 and 1.9.3.
 */
import { entriesOf, entryOf, get, type YamlMap, type YamlNode } from "../../yaml/yaml-node.ts";
import { KAMAL_COMMANDS } from "../schema/commands.ts";
import { HEALTHCHECK, OUTPUT, TRAEFIK } from "../schema/parts.ts";
import { BOOT, LOGGING, ROOT_SECTION, SSH, SSHKIT } from "../schema/root.ts";
import type { Section, SectionName } from "../schema/shape.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { checkBuilder } from "./check-builder.ts";
import { checkEnv } from "./check-env.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkRegistry } from "./check-registry.ts";
import { checkSection, checkType } from "./check-shape.ts";
import {
  ensureHooksOutput,
  ensureHooksPath,
  ensureLocalRegistryBuildsOverSsh,
  ensureOneHostForSsl,
  ensureUniqueSslHosts,
} from "./ensure-consistent.ts";
import { ensureNoConflictingProxies } from "./ensure-proxy-runs.ts";
import {
  ensureDestination,
  ensureKamalVersion,
  ensureRequiredKeys,
  ensureRetained,
  ensureServiceName,
} from "./ensure-required.ts";
import { type LoadedAccessory, loadAccessories } from "./load-accessories.ts";
import { type LoadedRole, loadRoles } from "./load-roles.ts";
import { inside, isUnknown, type Loading, placeIn, stop, valueNamed } from "./loading.ts";
import { isTruthy, isUri } from "./ruby-view.ts";

/** Returns when Kamal would accept the configuration, and throws `Rejected` otherwise. */
export function load(loading: Loading): void {
  checkSection(loading.root, ROOT_SECTION, "", loading);
  if (isAtLeast(loading.version, "2.0.0")) load2(loading);
  else load1(loading);
}

function load2(loading: Loading): void {
  const roles = loadRoles(loading);
  registry(loading);
  const accessories = loadAccessories(roles, loading);
  aliases(loading);
  part("boot", BOOT, loading);
  builder(loading);
  checkEnv(get(loading.root, "env"), "env", loading);
  part("logging", LOGGING, loading);
  output(loading);
  proxy(loading);
  part("ssh", SSH, loading);
  part("sshkit", SSHKIT, loading);
  ensureAll2({ roles, accessories }, loading);
}

/** What was loaded, for the checks over several parts. */
export interface Loaded {
  readonly roles: readonly LoadedRole[];
  readonly accessories: readonly LoadedAccessory[];
}

function ensureAll2(loaded: Loaded, loading: Loading): void {
  ensureDestination(loading);
  ensureRequiredKeys(loaded, loading);
  ensureKamalVersion(loading);
  ensureRetained(loading);
  ensureServiceName(loading);
  ensureHooksPath(loading);
  ensureOneHostForSsl(loaded, loading);
  ensureUniqueSslHosts(loaded, loading);
  ensureLocalRegistryBuildsOverSsh(loading);
  ensureNoConflictingProxies(loaded, loading);
  ensureHooksOutput(loading);
}

function load1(loading: Loading): void {
  const servers = entryOf(loading.root, "servers");
  if (!servers && !loading.doubts.mayHoldMore)
    checkType(undefined, "servers", loading, ["array", "hash"], placeIn(loading.root));
  runDirectory(loading);
  const roles = loadRoles(loading);
  registry(loading);
  const accessories = loadAccessories(roles, loading);
  followedRoles(accessories, roles, loading);
  part("boot", BOOT, loading);
  builder(loading);
  checkEnv(get(loading.root, "env"), "env", loading);
  part("healthcheck", HEALTHCHECK, loading);
  part("logging", LOGGING, loading);
  part("traefik", TRAEFIK, loading);
  part("ssh", SSH, loading);
  part("sshkit", SSHKIT, loading);
  ensureDestination(loading);
  ensureRequiredKeys({ roles, accessories }, loading);
  ensureKamalVersion(loading);
  ensureRetained(loading);
  ensureServiceName(loading);
}

function part(name: SectionName, section: Section, loading: Loading): void {
  const entry = entryOf(loading.root, name);
  if (entry) checkSection(entry.value, section, name, loading, entry.key);
}

function registry(loading: Loading): void {
  const entry = entryOf(loading.root, "registry");
  if (!entry && loading.doubts.mayHoldMore) return;
  checkRegistry(
    entry?.value ?? emptyMap(loading.root),
    "registry",
    loading,
    entry?.key ?? placeIn(loading.root),
  );
}

function builder(loading: Loading): void {
  const entry = entryOf(loading.root, "builder");
  if (!entry && loading.doubts.mayHoldMore) return;
  checkBuilder(entry?.value ?? emptyMap(loading.root), loading, entry?.key ?? placeIn(loading.root));
}

function emptyMap(root: YamlMap): YamlMap {
  return { ...root, entries: [], written: [] };
}

function proxy(loading: Loading): void {
  const entry = entryOf(loading.root, "proxy");
  if (entry) checkProxy(entry.value, "proxy", loading, entry.key);
}

const ALIAS_NAME = /^[a-z0-9_-]+$/;

const COMMANDS: ReadonlySet<string> = new Set(KAMAL_COMMANDS);

function aliases(loading: Loading): void {
  for (const { key, value } of entriesOf(get(loading.root, "aliases"))) {
    if (isUnknown(key, loading)) continue;
    if (key.type !== "string")
      stop("crash", `the alias name ${key.text} is not text`, key, "crash", "aliases");
    const context = `aliases/${key.text}`;
    checkType(value, context, loading, ["string"]);
    const invalid = "Must only contain lowercase letters, alphanumeric, hyphens and underscores.";
    if (!ALIAS_NAME.test(key.text))
      stop("config", `${context}: Invalid alias name: '${key.text}'. ${invalid}`, key, "value", context);
    if (COMMANDS.has(key.text))
      stop(
        "config",
        `${context}: Alias '${key.text}' conflicts with a built-in command.`,
        key,
        "value",
        context,
      );
  }
}

const DESTINATIONS_OF_OUTPUT: Readonly<Record<string, { key: string; message: string }>> = {
  otel: { key: "endpoint", message: "OTel endpoint is required" },
  file: { key: "path", message: "file path is required" },
};

function output(loading: Loading): void {
  const entry = entryOf(loading.root, "output");
  if (!entry) return;
  checkSection(entry.value, OUTPUT, "output", loading, entry.key);
  for (const { key, value } of entriesOf(entry.value)) {
    const wanted = DESTINATIONS_OF_OUTPUT[key.text];
    const found: YamlNode | undefined = wanted && valueNamed(value, wanted.key);
    if (wanted && !isTruthy(found) && !isUnknown(found, loading) && !isUnknown(value, loading))
      stop("argument", wanted.message, key, "missing", inside("output", key.text));
    if (wanted && found && !isUnknown(found, loading)) ensureText(found, wanted.key);
  }
}

/** Kamal makes a URL or a path of it, and only texts become one. */
function ensureText(node: YamlNode, key: string): void {
  const isText = node.kind === "scalar" && node.type === "string";
  if (!isText || (key === "endpoint" && !isUri(node.text)))
    stop("crash", `the ${key} of the output is not one`, node, "crash", "output");
}

/** Kamal 1 joins this path before anything else and can only join texts. */
function runDirectory(loading: Loading): void {
  const node = get(loading.root, "run_directory");
  const isText = node?.kind === "scalar" && node.type === "string";
  if (node && isTruthy(node) && !isText && !isUnknown(node, loading) && hasRoles(loading))
    stop("crash", "run_directory is not text", node, "crash");
}

function hasRoles(loading: Loading): boolean {
  const servers = get(loading.root, "servers");
  return servers?.kind === "list" || entriesOf(servers).length > 0;
}

/** Kamal 1 asks roles for their hosts without looking whether they exist. */
function followedRoles(
  accessories: readonly LoadedAccessory[],
  roles: readonly LoadedRole[],
  loading: Loading,
): void {
  const names = new Set(roles.map(({ name }) => name));
  for (const { settings } of accessories) {
    const followed = valueNamed(settings, "roles");
    if (followed?.kind !== "list" || valueNamed(settings, "host") || valueNamed(settings, "hosts")) continue;
    const missing = followed.items.find(
      (item) => item.kind === "scalar" && !isUnknown(item, loading) && !names.has(item.text),
    );
    if (missing)
      stop("crash", "an accessory follows a role that does not exist", missing, "crash", "accessories");
  }
}
