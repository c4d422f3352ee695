/** SEC-03: a secret as the clear value of an environment variable. */

import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { isSecretName } from "../shared/secret-names.ts";
import { isPublicKeyValue, natureOf } from "../shared/secret-values.ts";

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
    const severity = stakesOf(file.destination) === "production" ? "critical" : "high";
    for (const { owner, clear } of environmentsOf(file.root)) {
      for (const { key, value } of clear) {
        if (
          value.kind !== "scalar" ||
          !isKnown(value) ||
          !isSecretName(key.text) ||
          isPublicKeyValue(value.text)
        )
          continue;
        const nature = natureOf(value.text);
        const message = `${key.text} is set in clear for ${describeOwner(owner)}`;
        if (nature === "literal") yield { at: value, severity, message: `${message}.` };
        if (nature === "placeholder") {
          yield { at: value, severity: "low", message: `${message}, so far with a placeholder.` };
        }
      }
    }
  },
});
