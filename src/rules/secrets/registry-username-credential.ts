/** SEC-02: a token where the user name of a registry belongs. */
import { registriesOf } from "../../documents/kamal/registries.ts";
import { isKnown, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isSampleToken } from "../shared/secrets/placeholders.ts";

/** Tokens by the beginning their providers give them; some of them log in without a user name. */
const TOKEN =
  /^(?:gh[pousr]_|github_pat_|gl(?:pat|dt|rtr?|oas)-|dckr_(?:pat|oat)_|do[opr]_v1_|A(?:KIA|SIA)[A-Z0-9]{10}|npm_|rubygems_|cloudsmith_|quay_|eyJ[\w-]{20})/;

export default defineRule({
  id: "registry-username-credential",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Token as the user name of the registry",
  why: "User names are no secrets to Kamal: this one is committed and printed by `kamal config`, and whoever has the token can push the image that every server runs.",
  fix: "Write `username: [KAMAL_REGISTRY_USERNAME]`, put a reference of that name into .kamal/secrets, and revoke the token.",
  references: ["https://kamal-deploy.org/docs/configuration/docker-registry/"],
  appliesTo: ["kamal-file"],
  *check({ root }) {
    for (const { usernames } of registriesOf(root)) {
      for (const name of usernames) if (name.kind === "scalar") yield* judge(name);
    }
  },
});

function* judge(name: YamlScalar): Iterable<Problem> {
  const text = name.text.trim();
  if (!isKnown(name) || isSampleToken(text)) return;
  if (TOKEN.test(text))
    yield { at: name, message: "The registry's user name is a token, and stands here in clear." };
  if (text.startsWith("{") && text.includes("private_key"))
    yield { at: name, message: "The registry's user name is a whole service account key, in clear." };
}
