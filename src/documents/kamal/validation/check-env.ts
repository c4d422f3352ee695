/** `env` at the root, in roles, accessories and tags. */
import type { Place } from "../../../source/source-text.ts";
import type { YamlMap, YamlNode } from "../../yaml/yaml-node.ts";
import { checkTextMap, checkTexts, checkType } from "./check-shape.ts";
import { entryNamed, inside, insideKey, isUnknown, type Loading, refuse } from "./loading.ts";

const SPECIAL_KEYS: ReadonlySet<string> = new Set(["clear", "secret", "tags"]);

/** Either a plain map of texts, or `clear`, `secret` and, at the root, `tags`. Absent is empty. */
export function checkEnv(node: YamlNode | undefined, context: string, loading: Loading): void {
  if (node?.kind !== "map" || isUnknown(node, loading)) return;
  const isSpecial = ({ key }: YamlMap["entries"][number]): boolean =>
    key.type === "string" && SPECIAL_KEYS.has(key.text);
  if (!node.entries.some(isSpecial)) {
    checkTextMap(node, context, loading);
    return;
  }
  const branches = node.entries.some((entry) => isSpecial(entry) && loading.doubts.isConditional(entry.key));
  const unknownKeys = node.entries
    .filter((entry) => !isSpecial(entry) && !branches)
    .map(({ key }) => key)
    .filter((key) => !isUnknown(key, loading) && !loading.doubts.isConditional(key));
  const [first] = unknownKeys;
  if (first) {
    const names = unknownKeys.map(({ text }) => text).join(", ");
    const text = `unknown ${unknownKeys.length > 1 ? "keys" : "key"}: ${names}`;
    refuse(context, text, first, "unknown-key", { unknownKeys, map: node });
  }
  checkSpecial(node, context, loading);
}

function checkSpecial(env: YamlMap, context: string, loading: Loading): void {
  const clear = entryNamed(env, "clear");
  if (clear) checkTextMap(clear.value, inside(context, "clear"), loading, clear.key);
  const secret = entryNamed(env, "secret");
  if (secret) checkTexts(secret.value, inside(context, "secret"), loading);
  const tags = entryNamed(env, "tags");
  if (tags) checkTags(tags.value, tags.key, context, loading);
}

function checkTags(node: YamlNode, key: Place, context: string, loading: Loading): void {
  if (context !== "env") refuse(context, "tags are only allowed in the root env", key, "value");
  const at = inside(context, "tags");
  if (!checkType(node, at, loading, ["hash"]) || node.kind !== "map") return;
  for (const { key: tag, value } of node.entries) {
    const within = insideKey(at, tag);
    if (checkType(value, within, loading, ["hash"])) checkEnv(value, within, loading);
  }
}
