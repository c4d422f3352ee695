/** A secret in clear in a setting that is none of the places made for values: `x-` blocks, unknown keys. */
import { commandLinesOf } from "../../documents/kamal/command-lines.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { registriesOf } from "../../documents/kamal/registries.ts";
import {
  dig,
  entriesOf,
  isKnown,
  writtenEntries,
  type YamlMap,
  type YamlNode,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { isSecretName } from "../shared/secret-names.ts";
import { isPublicKeyValue, natureOf } from "../shared/secret-values.ts";
import { severityOfLeak } from "../shared/stakes.ts";

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
  *check({ root, destination }) {
    const judged = judgedElsewhere(root);
    for (const { key, value } of writtenEntries(root)) {
      if (value.kind !== "scalar" || judged.has(value) || !isKnown(value) || OWN_KEYS.test(key.text))
        continue;
      if (!isSecretName(key.text) || natureOf(value.text) !== "literal" || isPublicKeyValue(value.text))
        continue;
      yield {
        at: value,
        severity: severityOfLeak(destination),
        message: `The value of ${key.text} stands here in clear.`,
      };
    }
  },
});

/** Keys of Kamal's own that name a secret or a list of them. */
const OWN_KEYS = /^(?:secret|secrets|key_data|private_key_pem|certificate_pem)$/;

/** Values that a more specific rule looks at. */
function judgedElsewhere(root: YamlMap): ReadonlySet<YamlNode> {
  return new Set<YamlNode>([
    ...environmentsOf(root).flatMap(({ clear, secretLists }) => [
      ...clear.map(({ value }) => value),
      ...secretLists.flatMap((list) => [...writtenEntries(list)].map(({ value }) => value)),
    ]),
    ...commandLinesOf(root).map(({ at }) => at),
    ...registriesOf(root).flatMap(({ passwords, usernames }) => [...passwords, ...usernames]),
    ...entriesOf(dig(root, "builder", "args")).map(({ value }) => value),
  ]);
}
