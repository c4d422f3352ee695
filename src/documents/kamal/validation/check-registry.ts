/** `registry` at the root and in accessories. */
import type { Place } from "../../../source/source-text.ts";
import type { YamlMap, YamlNode } from "../../yaml/yaml-node.ts";
import { REGISTRY } from "../schema/parts.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { checkSection } from "./check-shape.ts";
import {
  hasUnknownKeys,
  inside,
  isCertain,
  isUnknown,
  type Loading,
  refuse,
  stop,
  valueNamed,
} from "./loading.ts";
import { isBlank, isString } from "./ruby-view.ts";

/** Server and keys first, then the credentials, which a registry on localhost does without. */
export function checkRegistry(node: YamlNode, context: string, loading: Loading, near: Place): void {
  if (node.kind === "map") checkSection(withoutCredentials(node), REGISTRY, context, loading, near);
  else checkSection(node, REGISTRY, context, loading, near);
  if (node.kind !== "map" || isUnknown(node, loading)) return;
  checkCredential(node, "username", context, loading, near);
  checkCredential(node, "password", context, loading, near);
}

function withoutCredentials(registry: YamlMap): YamlMap {
  const isCredential = (text: string): boolean => text === "username" || text === "password";
  return {
    ...registry,
    entries: registry.entries.filter(({ key }) => !(key.type === "string" && isCredential(key.text))),
  };
}

function checkCredential(
  registry: YamlMap,
  name: string,
  context: string,
  loading: Loading,
  near: Place,
): void {
  const at = inside(context, name);
  const server = valueNamed(registry, "server");
  if (!isCertain(server, loading)) return;
  if (isAtLeast(loading.version, "2.8.0") && needsNoLogin(server, at)) return;
  const value = valueNamed(registry, name);
  if (!isCertain(value, loading)) return;
  if (isBlank(value)) {
    if (value === undefined && hasUnknownKeys(registry, loading)) return;
    refuse(at, "is required", value ?? near, "missing");
  }
  if (value?.kind === "list" && value.items.some((item) => !isCertain(item, loading))) return;
  const isOne = value?.kind === "list" && value.items.length === 1 && isString(value.items[0]);
  if (!isString(value) && !isOne)
    refuse(at, "should be a string or an array with one string (for secret lookup)", value ?? near, "type");
}

/** A registry on this machine; Kamal asks the server's text for it, and only texts can answer. */
function needsNoLogin(server: YamlNode | undefined, context: string): boolean {
  if (server === undefined) return false;
  if (server.kind !== "scalar" || (server.type !== "string" && server.type !== "symbol"))
    return stop("crash", "the registry's server is not text", server, "crash", context);
  return isLocalServer(server.text);
}

/** `localhost:` or, by a slip of Kamal's, `localhost$`, at the start of any line. */
export function isLocalServer(server: string): boolean {
  return /^localhost[:$]/m.test(server);
}
