/** SEC-03: a secret as the clear value of an environment variable. */
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { describeOwner, type Owner } from "../../documents/kamal/owner.ts";
import { isKnown, type YamlEntry } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { severityOfLeak } from "../shared/configuration/stakes.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { isSettingOfSecret, isWordForKey } from "../shared/secrets/secret-settings.ts";
import { isPublicKeyValue, natureOf } from "../shared/secrets/secret-values.ts";
import { isToldAtVariable } from "../shared/secrets/told-at-variable.ts";

export default defineRule({
  id: "env-clear-secret-literal",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Secret as a clear environment variable",
  why: "Clear variables are committed, shown in deploy logs, put on the command line of `docker run --env` and readable with `docker inspect`.",
  fix: "List the name under `env.secret`, put a reference into .kamal/secrets, and rotate the value.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["kamal-file"],
  *check(file) {
    const severity = severityOfLeak(file.destination);
    for (const { owner, clear } of environmentsOf(file.root)) {
      for (const entry of clear) yield* judge(entry, owner, severity);
    }
  },
});

function* judge({ key, value }: YamlEntry, owner: Owner, severity: Severity): Iterable<Problem> {
  if (value.kind !== "scalar" || !isKnown(value) || isToldAtVariable(value)) return;
  if (!isSecretName(key.text) || isPublicKeyValue(value.text)) return;
  const nature = isWordForKey(key.text, value.text) ? "placeholder" : natureOf(value.text);
  const message = `${key.text} is set in clear for ${describeOwner(owner)}`;
  if (nature === "literal") {
    const lesser = isSettingOfSecret(key.text, value.text) ? MAYBE : { severity };
    yield { at: value, ...lesser, message: `${message}.` };
  }
  if (nature === "placeholder") {
    yield { at: value, severity: "low", message: `${message}, so far with a placeholder.` };
  }
}

const MAYBE = { severity: "medium", confidence: "low" } as const;
