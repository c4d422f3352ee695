/** `builder`. */
import type { Place } from "../../../source/source-text.ts";
import type { YamlMap, YamlNode } from "../../yaml/yaml-node.ts";
import { BUILDER } from "../schema/parts.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { checkSection } from "./check-shape.ts";
import { hasUnknownKeys, isCertain, isUnknown, type Loading, refuse, valueNamed } from "./loading.ts";
import { isBlank, isString, isTruthy, textOf } from "./ruby-view.ts";

/** Keys, cache type, and since Kamal 2 the architecture. */
export function checkBuilder(node: YamlNode, loading: Loading, near: Place): void {
  checkSection(node, BUILDER, "builder", loading, near);
  if (node.kind !== "map" || isUnknown(node, loading)) return;
  checkCacheType(node, loading);
  if (!isAtLeast(loading.version, "2.0.0")) return;
  checkArch(node, loading, near);
  checkPack(node, loading);
  checkLocal(node, loading);
}

function checkCacheType(builder: YamlMap, loading: Loading): void {
  const type = valueNamed(valueNamed(builder, "cache"), "type");
  if (!type || !isTruthy(type) || isUnknown(type, loading)) return;
  if (isString(type) && ["gha", "registry"].includes(textOf(type))) return;
  refuse("builder", `Invalid cache type: ${textOf(type)}`, type, "value");
}

function checkArch(builder: YamlMap, loading: Loading, near: Place): void {
  const arch = valueNamed(builder, "arch");
  if (!isBlank(arch) || !isCertain(arch, loading) || hasUnknownKeys(builder, loading)) return;
  refuse("builder", "Builder arch not set", arch ?? near, "missing");
}

function checkPack(builder: YamlMap, loading: Loading): void {
  const pack = valueNamed(builder, "pack");
  const arch = valueNamed(builder, "arch");
  if (!isTruthy(pack) || arch?.kind !== "list" || arch.items.length < 2) return;
  if (![pack, arch, ...arch.items].every((node) => isCertain(node, loading))) return;
  refuse("builder", "buildpacks only support building for one arch", arch, "conflict");
}

function checkLocal(builder: YamlMap, loading: Loading): void {
  const local = valueNamed(builder, "local");
  const remote = valueNamed(builder, "remote");
  const isOff = local?.kind === "scalar" && local.type === "boolean" && local.text === "false";
  if (!isOff || !isBlank(remote)) return;
  if (!isCertain(local, loading) || !isCertain(remote, loading) || hasUnknownKeys(builder, loading)) return;
  refuse("builder", "Cannot disable local builds, no remote is set", local, "conflict");
}
