/** SEC-15: a secret that Ruby puts among the clear variables. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { isKnown, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
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
        if (value.kind !== "scalar" || isKnown(value)) continue;
        const read = isSecretName(key.text) ? key.text : secretRead(value);
        if (read === undefined) continue;
        const message = `${read} comes through Ruby into the clear environment of ${describeOwner(owner)}.`;
        yield { at: value, severity, message };
      }
    }
  },
});

/** What Ruby reads there, whatever the variable is called: `ENV["RAILS_MASTER_KEY"]`, `File.read("config/master.key")`. */
function secretRead({ source, span }: YamlScalar): string | undefined {
  const text = source.text.slice(span.start, Math.min(span.end, span.start + MAX_RUBY));
  const variables = [...text.matchAll(/\bENV(?:\.fetch\(|\[)\s*["'](\w+)["']/g)].map(([, name = ""]) => name);
  const secret = variables.find(isSecretName);
  if (secret !== undefined) return secret;
  return /\b(?:read|binread|open)\(?\s*["'][^"']{0,200}(?:master\.key|credentials\/\w+\.key)["']/.test(text)
    ? "The key of the Rails credentials"
    : undefined;
}

/** Nobody writes more Ruby into one value. */
const MAX_RUBY = 2_000;
