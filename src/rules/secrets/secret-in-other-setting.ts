/** A secret in clear in a setting that is none of the places made for values: `x-` blocks, unknown keys, further documents. */
import { commandLinesOf } from "../../documents/kamal/command-lines.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { registriesOf } from "../../documents/kamal/registries.ts";
import {
  dig,
  entriesOf,
  isKnown,
  itemsOf,
  scalarsOf,
  writtenEntries,
  writtenNodes,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { onceFor } from "../../source/once-for.ts";
import { severityOfLeak } from "../shared/configuration/stakes.ts";
import { placeIn } from "../shared/places/place-in.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { isComputed, isPublicKeyValue, natureOf } from "../shared/secrets/secret-values.ts";
import { isToldAtVariable } from "../shared/secrets/told-at-variable.ts";

export default defineRule({
  id: "secret-in-other-setting",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Secret in clear in another setting",
  why: "Kamal may ignore the key, but everybody who can read the repository or its history has the value, and an anchor can put it anywhere.",
  fix: "Take the value out, rotate it, and name it under `env.secret` with a reference in .kamal/secrets.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["kamal-file"],
  *check({ root, later, destination }) {
    const severity = severityOfLeak(destination);
    for (const one of [root, ...later]) {
      for (const [value, problem] of leaksIn(one, severity))
        if (!judgedElsewhere(root).has(value)) yield problem;
    }
  },
});

/** Whose business a value is, is asked last: nearly none is a leak. */
function* leaksIn(root: YamlNode, severity: Severity): Iterable<[YamlScalar, Problem]> {
  for (const { key, value } of writtenEntries(root)) {
    if (value.kind !== "scalar" || !isLeak(key.text, value.text) || OWN_KEYS.test(key.text)) continue;
    if (!isKnown(value) || isToldAtVariable(value)) continue;
    yield [value, { at: value, severity, message: `The value of ${key.text} stands here in clear.` }];
  }
  for (const item of listItems(root)) for (const problem of judgePair(item, severity)) yield [item, problem];
}

function listItems(root: YamlNode): YamlScalar[] {
  return writtenNodes(root).flatMap((node) => (node.kind === "list" ? scalarsOf(node) : []));
}

/** `- NAME=value`, as Compose takes variables. */
function* judgePair(item: YamlScalar, severity: Severity): Iterable<Problem> {
  const [, name = "", value = ""] = /^([A-Za-z_]\w{2,80})=(.{1,500})$/.exec(item.text) ?? [];
  if (!isLeak(name, value) || isComputed(value)) return;
  yield { at: placeIn(item, value), severity, message: `The value of ${name} stands here in clear.` };
}

function isLeak(name: string, value: string): boolean {
  return isSecretName(name) && natureOf(value) === "literal" && !isPublicKeyValue(value);
}

/** Keys of Kamal's own that name a secret or a list of them. */
const OWN_KEYS = /^(?:secret|secrets|key_data|private_key_pem|certificate_pem)$/;

/** Values that a more specific rule looks at. */
const judgedElsewhere = onceFor(
  (root: YamlMap): ReadonlySet<YamlNode> =>
    new Set<YamlNode>([
      ...environmentsOf(root).flatMap(({ clear, secretLists }) => [
        ...clear.map(({ value }) => value),
        ...secretLists.flatMap(itemsOf),
        ...secretLists.flatMap((list) => writtenEntries(list).map(({ value }) => value)),
      ]),
      ...commandLinesOf(root).map(({ at }) => at),
      ...registriesOf(root).flatMap(({ passwords, usernames }) => [...passwords, ...usernames]),
      ...entriesOf(dig(root, "builder", "args")).map(({ value }) => value),
      ...itemsOf(dig(root, "builder", "secrets")),
    ]),
);
