/** A secret as a string of the configuration's Ruby. */
import type { RubySetting } from "../../documents/ruby/ruby-uses.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isSecretName } from "../shared/secret-names.ts";
import { isPublicKeyValue, natureOf } from "../shared/secret-values.ts";

export default defineRule({
  id: "secret-in-erb-string",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Secret as a string in ERB",
  why: "The Ruby of the file is committed with it: whoever can read the repository or its history has the value.",
  fix: "Take the string out, rotate the value, and name it under `env.secret` with a reference in .kamal/secrets.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["erb-program"],
  *check({ settings }) {
    for (const setting of settings) yield* judge(setting);
  },
});

function* judge(setting: RubySetting): Iterable<Problem> {
  const { name, source, span } = setting;
  const text = source.text.slice(span.start, span.end);
  if (!isSecretName(name) || natureOf(text) !== "literal" || isPublicKeyValue(text)) return;
  if (/^[A-Za-z]{1,20}$/.test(text) && name !== name.toUpperCase()) return;
  yield { at: setting, message: `The value of ${name} stands here in clear.` };
}
