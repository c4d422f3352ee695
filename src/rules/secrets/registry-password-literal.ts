/** SEC-01: the registry password itself in the configuration. */
import type { KamalFile } from "../../documents/kamal/kamal-file.ts";
import { registriesOf } from "../../documents/kamal/registries.ts";
import { isKnown, type YamlNode, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { natureOf } from "../shared/secret-values.ts";

/** The name Kamal's own template uses. */
const SECRET_NAME = "KAMAL_REGISTRY_PASSWORD";

export default defineRule({
  id: "registry-password-literal",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Registry password written into the configuration",
  why: "Everybody who can read the repository, now or in its history, can push an image that every server will run; Kamal also puts the text on the command line of `docker login -p`.",
  fix: `Write \`password: [${SECRET_NAME}]\`, put a reference of that name into .kamal/secrets, and rotate the password.`,
  references: ["https://kamal-deploy.org/docs/configuration/docker-registry/"],
  appliesTo: ["kamal-file"],
  *check(file: KamalFile) {
    for (const registry of registriesOf(file.root)) {
      for (const password of registry.passwords) yield* judge(password);
    }
  },
});

function* judge(password: YamlNode): Iterable<Problem> {
  if (password.kind !== "scalar" || !isKnown(password)) return;
  const nature = natureOf(password.text);
  const edit = { span: password.span, text: `[${SECRET_NAME}]` };
  if (isNameWithoutList(password)) {
    const message =
      "The registry password is a plain string here, so Kamal logs in with this very text instead of the secret of that name.";
    yield {
      at: password,
      severity: "low",
      message,
      edit: { span: password.span, text: `[${password.text}]` },
    };
  } else if (nature === "literal") {
    yield { at: password, message: "The registry password stands here in clear.", edit };
  } else if (nature === "placeholder") {
    const message = "The registry password is a placeholder; a real one written here would be in clear.";
    yield { at: password, severity: "low", message, edit };
  }
}

/** `password: KAMAL_REGISTRY_PASSWORD`: the brackets were forgotten. */
function isNameWithoutList({ text }: YamlScalar): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && /PASS|TOKEN|SECRET|KEY/.test(text);
}
