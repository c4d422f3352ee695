/** One proxy container serves a host, so everything on the host must want it the same. */
import type { YamlNode, YamlScalar } from "../../yaml/yaml-node.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import type { Loaded } from "./load.ts";
import { accessoryHosts, looksForTagInVain } from "./load-accessories.ts";
import { mergedProxy } from "./load-roles.ts";
import { isCertain, isUnknown, type Loading, refuse, stop, valueNamed } from "./loading.ts";
import { isBlank, sameValue } from "./ruby-view.ts";

/** Compares the settings of the proxy's container host by host. */
export function ensureNoConflictingProxies(loaded: Loaded, loading: Loading): void {
  if (!isAtLeast(loading.version, "2.10.0")) return;
  const vain = loaded.accessories.find((accessory) => looksForTagInVain(accessory, loading));
  if (vain)
    stop("crash", "an accessory looks for a tag where there are no roles", vain.at, "crash", "accessories");
  const first = new Map<string, YamlNode>();
  for (const { host, run } of wanted(loaded, loading)) {
    const name = `${host.type} ${host.text}`;
    const known = first.get(name);
    if (known && !sameValue(known, run))
      refuse("", `Conflicting proxy run configurations for host ${host.text}`, run, "conflict");
    first.set(name, run);
  }
}

/** Every host with what something on it wants, roles first. */
function* wanted(loaded: Loaded, loading: Loading): Generator<{ host: YamlScalar; run: YamlNode }> {
  for (const role of loaded.roles.filter(({ isProxied }) => isProxied)) {
    const run = valueNamed(mergedProxy(role, loading), "run");
    yield* onHosts(role.hosts, run, loading);
  }
  for (const accessory of loaded.accessories.filter(({ proxyRun }) => proxyRun !== undefined)) {
    yield* onHosts(accessoryHosts(accessory, loaded.roles, loading), accessory.proxyRun, loading);
  }
}

function* onHosts(
  hosts: readonly YamlScalar[],
  run: YamlNode | undefined,
  loading: Loading,
): Generator<{ host: YamlScalar; run: YamlNode }> {
  if (!run || isBlank(run) || !isWhollyKnown(run, loading)) return;
  for (const host of hosts) if (!isUnknown(host, loading)) yield { host, run };
}

function isWhollyKnown(node: YamlNode, loading: Loading): boolean {
  if (!isCertain(node, loading)) return false;
  if (node.kind === "list") return node.items.every((item) => isWhollyKnown(item, loading));
  return (
    node.kind === "scalar" ||
    node.entries.every(({ key, value }) => isCertain(key, loading) && isWhollyKnown(value, loading))
  );
}
