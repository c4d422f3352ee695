/** Metadata of an action -> `CompositeAction`. */
import { wholeText } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import { isYamlTrouble, parseYaml } from "../yaml/parse-yaml.ts";
import { dig, itemsOf, scalarOf } from "../yaml/yaml-node.ts";
import type { YamlTrouble } from "../yaml/yaml-trouble.ts";
import type { CompositeAction } from "./composite-action.ts";
import { MAX_STEPS, stepsOf } from "./workflow-steps.ts";

/** Opens an action; undefined for one whose code lies in JavaScript or an image. */
export function openAction(source: SourceText): CompositeAction | YamlTrouble | undefined {
  const parsed = parseYaml({ derived: wholeText(source), tags: [], unclosed: undefined });
  if (isYamlTrouble(parsed)) return parsed;
  const { root } = parsed;
  const steps = dig(root, "runs", "steps");
  if (root?.kind !== "map" || scalarOf(dig(root, "runs", "using"))?.text !== "composite") return undefined;
  if (itemsOf(steps).length > MAX_STEPS)
    return { reason: "has more steps than a review can follow", span: root.span };
  return { kind: "composite-action", source, root, steps: stepsOf(steps) };
}
