/** Checks values against the schema in the order and with the words of Kamal's validator. */
import type { Place } from "../../../source/source-text.ts";
import type { YamlList, YamlMap, YamlNode } from "../../yaml/yaml-node.ts";
import { settingsIn } from "../schema/in-release.ts";
import type { Section, Shape } from "../schema/shape.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { entryNamed, inside, insideKey, isUnknown, type Loading, refuse } from "./loading.ts";
import { describeType, hasType, type RubyType } from "./ruby-value.ts";

/** True when the value has one of the types; an unknown value passes nothing and is refused nothing. */
export function checkType(
  node: YamlNode | undefined,
  context: string,
  loading: Loading,
  types: readonly RubyType[],
  near?: Place,
): boolean {
  if (isUnknown(node, loading)) return false;
  if (types.some((type) => hasType(node, type))) return true;
  const [first] = types;
  const at = node ?? near ?? loading.root;
  return first === undefined ? false : refuse(context, shouldBe(types), at, "type");
}

/** "should be a string or an array". */
function shouldBe(types: readonly RubyType[]): string {
  return `should be ${types.map(describeType).join(" or ")}`;
}

/** A part with keys that Kamal knows: the type, unknown keys, then each value in the order of the file. */
export function checkSection(
  node: YamlNode | undefined,
  section: Section,
  context: string,
  loading: Loading,
  near?: Place,
): void {
  if (!checkType(node, context, loading, ["hash"], near) || node?.kind !== "map") return;
  checkKeys(node, section, context, loading);
  checkValues(node, section, context, loading);
}

/** Refuses keys that the release does not know. Only the root may have `x-` keys of its own. */
function checkKeys(map: YamlMap, section: Section, context: string, loading: Loading): void {
  const known = settingsIn(section, loading.version);
  const isRoot = map === loading.root;
  const unknownKeys = map.entries
    .map(({ key }) => key)
    .filter((key) => !isUnknown(key, loading))
    .filter((key) => !(known.has(key.text) && (key.type === "string" || (isRoot && key.type === "symbol"))))
    .filter((key) => !(isRoot && key.text.startsWith("x-")));
  const [first] = unknownKeys;
  if (first === undefined) return;
  const names = unknownKeys.map(({ text }) => text).join(", ");
  const text = `unknown ${unknownKeys.length > 1 ? "keys" : "key"}: ${names}`;
  refuse(context, text, first, "unknown-key", { unknownKeys, map, section });
}

function checkValues(map: YamlMap, section: Section, context: string, loading: Loading): void {
  const settings = settingsIn(section, loading.version);
  for (const { key, value } of map.entries) {
    if (isUnknown(key, loading) || key.text.startsWith("x-")) continue;
    const setting = settings.get(key.text);
    if (setting) checkShape(setting.shape, value, inside(context, key.text), loading);
  }
}

/** One value against one shape. */
export function checkShape(shape: Shape, node: YamlNode, context: string, loading: Loading): void {
  switch (shape.kind) {
    case "text":
    case "credential":
      checkType(node, context, loading, ["string"]);
      return;
    case "integer":
    case "boolean":
      checkType(node, context, loading, [shape.kind]);
      return;
    case "texts":
      checkTexts(node, context, loading);
      return;
    case "text-or-texts":
      checkTextOrTexts(node, context, loading);
      return;
    case "boolean-text-or-texts":
      checkSshConfig(node, context, loading);
      return;
    case "hosts":
      checkHosts(node, context, loading);
      return;
    case "paths":
      checkPaths(node, context, loading);
      return;
    case "text-map":
      checkTextMap(node, context, loading);
      return;
    case "any-map":
      checkType(node, context, loading, ["hash"]);
      return;
    case "ssl":
      checkType(node, context, loading, ["boolean", "hash"]);
      return;
    case "hooks-output":
      checkHooksOutput(node, context, loading);
      return;
    case "section":
      checkSection(node, shape.section, context, loading);
      return;
    case "later":
      if (shape.boolean && hasType(node, "boolean") && isAtLeast(loading.version, "2.0.0")) return;
      checkType(node, context, loading, shape.list ? ["array", "hash"] : ["hash"]);
  }
}

/** A list of texts. */
export function checkTexts(node: YamlNode | undefined, context: string, loading: Loading): void {
  if (!checkType(node, context, loading, ["array"]) || node?.kind !== "list") return;
  node.items.forEach((item, index) => {
    checkType(item, inside(context, String(index)), loading, ["string"]);
  });
}

function checkTextOrTexts(node: YamlNode, context: string, loading: Loading): void {
  if (node.kind !== "list") {
    checkType(node, context, loading, ["array", "string"]);
    return;
  }
  const wrong = node.items.find((item) => !isUnknown(item, loading) && !hasType(item, "string"));
  if (wrong && !isUnknown(node, loading)) refuse(context, shouldBe(["array", "string"]), wrong, "type");
}

function checkSshConfig(node: YamlNode, context: string, loading: Loading): void {
  if (node.kind === "list") checkTexts(node, context, loading);
  else if (node.kind === "scalar" && (node.type === "boolean" || node.type === "string")) return;
  else if (!isUnknown(node, loading)) refuse(context, shouldBe(["boolean", "string", "array"]), node, "type");
}

/** A map of the author's own keys, each with a text. */
export function checkTextMap(
  node: YamlNode | undefined,
  context: string,
  loading: Loading,
  near?: Place,
): void {
  if (!checkType(node, context, loading, ["hash"], near) || node?.kind !== "map") return;
  for (const { key, value } of node.entries) {
    checkType(value, insideKey(context, key), loading, ["string"]);
  }
}

/** A list of hosts. */
export function checkHosts(node: YamlNode | undefined, context: string, loading: Loading): void {
  if (!checkType(node, context, loading, ["array"]) || node?.kind !== "list") return;
  node.items.forEach((host, index) => {
    const at = inside(context, String(index));
    if (checkType(host, at, loading, ["string", "hash"]) && host.kind === "map")
      checkTaggedHost(host, at, loading);
  });
}

function checkTaggedHost(host: YamlMap, context: string, loading: Loading): void {
  const [entry, second] = host.entries;
  if (entry === undefined || second !== undefined) {
    refuse(context, "multiple hosts found", second?.key ?? host, "value");
  }
  const at = insideKey(context, entry.key);
  if (checkType(entry.value, at, loading, ["string", "array"]) && entry.value.kind === "list")
    checkTexts(entry.value, at, loading);
}

const PATH_KEYS: readonly string[] = ["local", "remote", "mode", "owner", "options"];

function checkPaths(node: YamlNode, context: string, loading: Loading): void {
  if (!checkType(node, context, loading, ["array"])) return;
  (node as YamlList).items.forEach((path, index) => {
    const at = inside(context, String(index));
    if (!checkType(path, at, loading, ["string", "hash"])) return;
    for (const key of PATH_KEYS) {
      const value = entryNamed(path, key)?.value;
      if (value) checkType(value, inside(at, key), loading, ["string"]);
    }
  });
}

function checkHooksOutput(node: YamlNode, context: string, loading: Loading): void {
  if (node.kind !== "map") {
    checkType(node, context, loading, ["string", "symbol"]);
    return;
  }
  for (const { key, value } of node.entries) {
    checkType(value, insideKey(context, key), loading, ["string", "symbol"]);
  }
}
