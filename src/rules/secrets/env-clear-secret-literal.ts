/** SEC-03: a secret as the clear value of an environment variable. */
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { describeOwner, type Owner } from "../../documents/kamal/owner.ts";
import { isKnown, type YamlEntry } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { goesOnAfterSecret, isSecretName } from "../shared/secret-names.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secret-values.ts";
import { severityOfLeak } from "../shared/stakes.ts";

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
  if (value.kind !== "scalar" || !isKnown(value)) return;
  if (!isSecretName(key.text) || isPublicKeyValue(value.text)) return;
  const nature = isWordForKey(key.text, value.text) ? "placeholder" : natureOf(value.text);
  const message = `${key.text} is set in clear for ${describeOwner(owner)}`;
  if (nature === "literal") {
    const lesser = isMaybeSetting(key.text, value.text) ? MAYBE : { severity };
    yield { at: value, ...lesser, message: `${message}.` };
  }
  if (nature === "placeholder") {
    yield { at: value, severity: "low", message: `${message}, so far with a placeholder.` };
  }
}

const MAYBE = { severity: "medium", confidence: "low" } as const;

/** `SALT_MASTER: salt.acme.io`: words and numbers under a name that goes on after the word for a secret. */
function isMaybeSetting(name: string, text: string): boolean {
  if (!goesOnAfterSecret(name) || looksRandom(text)) return false;
  return /^[a-z]{1,40}$|^_?[a-z\d]{1,40}(?:[-_.@ ](?:[a-z]{1,40}\d{0,3}|\d{1,8})){1,8}$/.test(text);
}

/** Keys and tokens come from generators: a plain word under such a name stands for one. */
function isWordForKey(name: string, text: string): boolean {
  return /(?:KEY|TOKEN)$/i.test(name) && /^[a-z]{2,12}$/.test(text) && natureOf(text) === "literal";
}
