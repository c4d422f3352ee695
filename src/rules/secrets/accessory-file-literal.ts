/** SEC-04: a secret written into a file that an accessory gets: its settings, the SQL that sets its database up. */
import type { TextFile } from "../../documents/document.ts";
import { defineRule } from "../../engine/rule.ts";
import { overlaps } from "../../source/span.ts";
import { connectionPasswords } from "../shared/secrets/connection-passwords.ts";
import { isWeak } from "../shared/secrets/credential-texts.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";
import { serviceSecrets } from "../shared/secrets/settings-of-services.ts";

export default defineRule({
  id: "accessory-file-literal",
  category: "secrets",
  severity: "critical",
  confidence: "medium",
  title: "Secret in a file of an accessory",
  why: "Kamal uploads the file to the host as it stands in the repository and makes it readable for everybody there: whoever sees the repository, its history or the host has the secret.",
  fix: 'Rotate it, and let the service read it from its environment (`env.secret`); or name the file `….erb` and write `<%= ENV["NAME"] %>`, which Kamal 2.10 fills in from the accessory\'s secrets.',
  references: ["https://kamal-deploy.org/docs/configuration/accessories/#copying-files"],
  appliesTo: ["text-file"],
  *check(file) {
    if (!UPLOADED.test(file.role) || !OF_SETTINGS.test(file.source.path) || isSampleFile(file.source.path))
      return;
    const told = toldElsewhere(file);
    for (const { at, what, value } of serviceSecrets(file.source)) {
      if (told.some((span) => overlaps(span, at.span))) continue;
      const severity = isWeak(value) ? "high" : "critical";
      yield { at, severity, message: `The ${what} stands here in clear.` };
    }
  },
});

const UPLOADED = /^(?:accessory-file|erb-file)$/;

/** Pages, styles and programs speak of passwords without holding any. */
const OF_SETTINGS =
  /\.(?:sql|sh|ini|cnf|conf|cfg|config|toml|ya?ml|json|properties|env|txt|xml|acl|hcl|tf|rc|lua)(?:\.erb)?$|(?:^|\/)[^./]+(?:\.erb)?$/i;

/** Tokens of known formats and passwords of URLs. */
function toldElsewhere({ source, credentials }: TextFile) {
  return [
    ...credentials.map(({ span }) => span),
    ...[...connectionPasswords(source.text)].map(({ span }) => span),
  ];
}
