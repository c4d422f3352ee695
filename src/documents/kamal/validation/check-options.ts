/** What Kamal has against certain labels and docker options of roles and accessories. */
import type { YamlNode } from "../../yaml/yaml-node.ts";
import { RESERVED_LABELS } from "../schema/parts.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { inside, isUnknown, type Loading, refuse, valueNamed } from "./loading.ts";
import { isString, isTruthy, textOf } from "./ruby-view.ts";

/** Labels that Kamal needs for itself. */
export function checkLabels(settings: YamlNode, context: string, loading: Loading): void {
  const labels = valueNamed(settings, "labels");
  if (labels?.kind !== "map" || !isAtLeast(loading.version, "2.7.0")) return;
  const reserved = labels.entries.find(
    ({ key }) => key.type === "string" && RESERVED_LABELS.includes(key.text),
  );
  if (!reserved || isUnknown(reserved.key, loading)) return;
  const at = inside(inside(context, "labels"), reserved.key.text);
  refuse(at, "invalid label. destination, role, and service are reserved labels", reserved.key, "value");
}

const RESTART_POLICY = /^(?:no|always|unless-stopped|on-failure(?::\d+)?)$/;

/** The restart policy, which Kamal sets itself. */
export function checkRestart(settings: YamlNode, context: string, loading: Loading): void {
  const options = valueNamed(settings, "options");
  if (options?.kind !== "map" || !isAtLeast(loading.version, "2.6.0")) return;
  const restart = options.entries.find(({ key }) => key.text === "restart" && !isUnknown(key, loading));
  if (!restart || isUnknown(restart.value, loading)) return;
  if (!isAtLeast(loading.version, "2.12.0")) {
    const isSet = restart.key.type === "string" && isTruthy(restart.value);
    const text = "Cannot set restart policy in docker options, unless-stopped is required";
    if (isSet) refuse(context, text, restart.key, "value");
    return;
  }
  const at = inside(context, "options/restart");
  if (!isString(restart.value))
    refuse(at, 'should be a string. Use "no" to disable restarts', restart.value, "type");
  if (!RESTART_POLICY.test(textOf(restart.value)))
    refuse(at, "should be no, always, unless-stopped, on-failure, or on-failure:N", restart.value, "value");
}
