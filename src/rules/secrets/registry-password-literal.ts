/** SEC-01: the registry password itself in the configuration. */
import type { KamalFile } from "../../documents/kamal/kamal-file.ts";
import { type Registry, registriesOf } from "../../documents/kamal/registries.ts";
import { isKnown, scalarsOf, type YamlNode, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isNameOfSecret } from "../shared/secrets/secret-names.ts";
import { isPublicKeyValue, natureOf } from "../shared/secrets/secret-values.ts";
import { isToldAtVariable } from "../shared/secrets/told-at-variable.ts";

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
      for (const password of registry.passwords) yield* judge(password, registry);
    }
  },
});

function* judge(password: YamlNode, registry: Registry): Iterable<Problem> {
  if (password.kind === "list") yield* judgeNames(password.items);
  if (password.kind !== "scalar" || !isKnown(password) || isToldAtVariable(password)) return;
  if (isPublicKeyValue(password.text)) return;
  const nature = natureOf(password.text);
  const edit = editOf(password, `[${SECRET_NAME}]`);
  if (isNameWithoutList(password)) {
    const message =
      "The registry password is a plain string here, so Kamal logs in with this very text instead of the secret of that name.";
    yield { at: password, severity: "low", message, ...editOf(password, `[${password.text}]`) };
  } else if (nature === "placeholder") {
    const message = "The registry password is a placeholder; a real one written here would be in clear.";
    yield { at: password, severity: "low", message, ...edit };
  } else if (isLocal(registry) && (nature === "literal" || nature === "harmless")) {
    const message =
      "The password of a registry on the deploying machine stands here in clear; Kamal 2.8 and later need none for it.";
    yield { at: password, severity: "low", message };
  } else if (nature === "literal" || /^\d+$/.test(password.text)) {
    yield { at: password, message: "The registry password stands here in clear.", ...edit };
  }
}

/** The brackets are right, but what they hold can't be the name of a secret, so it is the secret. */
function* judgeNames(items: readonly YamlNode[]): Iterable<Problem> {
  for (const name of items.flatMap(scalarsOf)) {
    if (!isKnown(name) || isName(name.text) || natureOf(name.text) !== "literal") continue;
    yield {
      at: name,
      message: "The registry password stands here in clear, where the name of a secret belongs.",
    };
  }
}

/** Names don't mix small and capital letters with digits, as passwords do. */
function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text) && isNameOfSecret(text);
}

/** An anchor may share the value with settings that need it to be a string, so only a value written in place is replaced. */
function editOf({ span, anchor, tag }: YamlScalar, text: string) {
  return anchor.endsWith("registry.password") && tag === undefined ? { edit: { span, text } } : {};
}

function isLocal({ server }: Registry): boolean {
  return server?.kind === "scalar" && /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(server.text);
}

/** `password: KAMAL_REGISTRY_PASSWORD`: the brackets were forgotten. */
function isNameWithoutList({ text }: YamlScalar): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && /PASS|TOKEN|SECRET|KEY|PAT/.test(text);
}
