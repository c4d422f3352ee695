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
function secretRead({ tags, source }: YamlScalar): string | undefined {
  return tags.flatMap(({ lookup, tag }) => {
    if (lookup?.kind === "environment") return isSecretName(lookup.name) ? [lookup.name] : [];
    const code = source.text.slice(tag.code.start, tag.code.end);
    const names = [...code.matchAll(PRINTED)].flatMap(([, ...name]) => name.join(""));
    return names.find(isSecretName) ?? (KEY_FILE.test(code) ? "The key of the Rails credentials" : []);
  })[0];
}

/** What Ruby only asks about a variable; `||` gives it on. */
const ASKS = String.raw` ?(?:\?|&&|==|!=|\.(?:nil|present|blank|empty|length|size))`;

/** A variable that Ruby does something with. */
const PRINTED = new RegExp(
  String.raw`\bENV(?:\[ ?["'](\w+)["'] ?\](?!${ASKS})|\.fetch(?:\( ?["'](\w+)["'](?![^)\n]{0,80}\)${ASKS})| ["'](\w+)["'](?!${ASKS})))`,
  "g",
);

const KEY_FILE = /["'][^"'\n]{0,200}(?:master\.key|credentials\/\w{1,40}\.key)["'](?!\)?\.exist)/;
