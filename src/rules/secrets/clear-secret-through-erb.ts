/** SEC-15: a secret that Ruby puts among the clear variables. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";

export default defineRule({
  id: "clear-secret-through-erb",
  category: "secrets",
  standsAtSecret: false,
  severity: "medium",
  confidence: "high",
  title: "Secret filled in by Ruby as a clear variable",
  why: "The value is not committed, but Kamal treats it as no secret: it is printed in deploy logs, stands on the command line of `docker run --env`, and is shown by `docker inspect`.",
  fix: "List the name under `env.secret` and put the same source into .kamal/secrets: `NAME=$NAME`.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["kamal-file"],
  *check({ root, destination }) {
    const severity = stakesOf(destination) === "sandbox" ? "low" : "medium";
    for (const { owner, clear } of environmentsOf(root)) {
      for (const { key, value } of clear) {
        if (value.kind !== "scalar" || isKnown(value) || !isSecretName(key.text)) continue;
        const message = `${key.text} comes through Ruby into the clear environment of ${describeOwner(owner)}.`;
        yield { at: value, severity, message };
      }
    }
  },
});
