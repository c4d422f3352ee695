/** A secret as a string of the configuration's Ruby. */
import type { RenderedTag } from "../../documents/erb/render-erb.ts";
import type { RubySetting } from "../../documents/ruby/ruby-uses.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { isSettingOfSecret, isWordForKey } from "../shared/secrets/secret-settings.ts";
import { isPublicKeyValue, natureOf } from "../shared/secrets/secret-values.ts";

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
  *check({ settings, results, tags }) {
    const named = results.flatMap((result) => {
      const name = nameOf(result, tags);
      return name === undefined ? [] : [{ ...result, anchor: name, name }];
    });
    const told = new Set<number>();
    for (const setting of [...named, ...settings])
      for (const problem of told.has(setting.span.start) ? [] : judge(setting)) {
        told.add(setting.span.start);
        yield problem;
      }
  },
});

/** The key or variable that a tag prints the value of: `NAME: <%= … %>`, `NAME="<%= … %>"`. */
function nameOf({ source, span }: Place, tags: readonly RenderedTag[]): string | undefined {
  const tag = tags.find((one) => one.tag.code.start <= span.start && span.end <= one.tag.code.end)?.tag;
  if (tag?.kind !== "output") return undefined;
  const before = source.text.slice(Math.max(0, tag.span.start - 200), tag.span.start);
  return /([\w.-]{1,100})["']?[ \t]{0,20}[:=][ \t]{0,20}["']?$/.exec(before)?.[1];
}

/** What is shorter is a mark such as `ci`. */
const SHORTEST = 4;

function* judge(setting: RubySetting): Iterable<Problem> {
  const { name, source, span } = setting;
  const text = source.text.slice(span.start, span.end);
  if (text.length < SHORTEST || !isSecretName(name) || natureOf(text) !== "literal" || isPublicKeyValue(text))
    return;
  if (isWordForKey(name, text) || isSettingOfSecret(name, text)) return;
  if (/^[A-Za-z]{1,20}$/.test(text) && name !== name.toUpperCase()) return;
  yield { at: setting, message: `The value of ${name} stands here in clear.` };
}
