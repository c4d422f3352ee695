/** SEC-09: a secret itself in `.kamal/secrets`, which is meant to hold references and to be committed. */
import type { SecretAssignment } from "../../documents/secrets-file/secrets-file.ts";
import { defineRule } from "../../engine/rule.ts";
import type { SourceText } from "../../source/source-text.ts";
import { isSecretName } from "../shared/secret-names.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secret-values.ts";

export default defineRule({
  id: "secrets-file-literal",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Secret itself in .kamal/secrets",
  why: "The file is made to be committed with references such as `$NAME` and `$(command)`; a value written into it is in the repository and its history.",
  fix: "Rotate the value and write a reference: `NAME=$NAME`, or `NAME=$(op read op://…)` or another secret manager's command.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/#secrets"],
  appliesTo: ["secrets-file"],
  *check({ source, assignments }) {
    for (const assignment of assignments) {
      const { name, value, references } = assignment;
      if (references.length > 0 || isPublicKeyValue(value)) continue;
      const secretName = isSecretName(name);
      const nature = natureOfLiteral(assignment);
      if (value === "" && assignment.quotes === "none") {
        if (secretName)
          yield {
            at: placeOf(source, assignment),
            severity: "low",
            message: `${name} has no value here, so Kamal deploys it empty.`,
          };
      } else if (nature === "literal" && (secretName || looksRandom(value))) {
        yield { at: placeOf(source, assignment), message: `The value of ${name} stands here in clear.` };
      } else if (nature === "placeholder" && secretName) {
        yield {
          at: placeOf(source, assignment),
          severity: "low",
          message: `${name} has a placeholder here where a reference belongs.`,
        };
      }
    }
  },
});

/** In single quotes `$NAME` is no reference: Kamal deploys the dollar sign. It gives nothing away either. */
function natureOfLiteral({ value, quotes }: SecretAssignment): ReturnType<typeof natureOf> {
  const nature = natureOf(value);
  return quotes === "single" && nature === "reference" && value !== "" && !/^\$/.test(value)
    ? "literal"
    : nature;
}

function placeOf(source: SourceText, { name, nameSpan, valueSpan }: SecretAssignment) {
  return { source, span: valueSpan.end > valueSpan.start ? valueSpan : nameSpan, anchor: name };
}
