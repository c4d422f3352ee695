/** SEC-13: a secret as a build argument. */
import type { StepsFile } from "../../documents/workflow/steps-file.ts";
import {
  isKnown,
  writtenValues,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { severityOfLeak } from "../shared/configuration/stakes.ts";
import { placeIn } from "../shared/places/place-in.ts";
import { argumentSecrets } from "../shared/secrets/argument-secrets.ts";
import { isHarmlessName, isSecretName } from "../shared/secrets/secret-names.ts";
import { isPublicKeyValue, natureOf } from "../shared/secrets/secret-values.ts";
import { filledArguments } from "../shared/workflows/build-arguments.ts";

export default defineRule({
  id: "builder-args-secret",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Secret as a build argument",
  why: 'Kamal passes it as `docker build --build-arg NAME="value"`, and Docker keeps build arguments in the image\'s history: whoever can pull the image can read it with `docker history --no-trunc`.',
  fix: "List the name under `builder.secrets` and read it in the Dockerfile with `RUN --mount=type=secret,id=NAME`.",
  references: ["https://kamal-deploy.org/docs/configuration/builders/#using-build-secrets"],
  appliesTo: ["kamal-file", "workflow", "composite-action"],
  *check(document) {
    if (document.kind !== "kamal-file") return yield* inAction(document);
    const { root, destination } = document;
    for (const builder of writtenValues(root, "builder")) {
      const provenance = writtenValues(builder, "provenance").some(isMaximal);
      for (const args of writtenValues(builder, "args")) {
        if (args.kind !== "map") continue;
        for (const entry of args.written) yield* judge(entry, provenance, severityOfLeak(destination));
      }
    }
  },
});

/** The token of the job itself is worth nothing once the job ends. */
function* inAction(file: StepsFile): Iterable<Problem> {
  for (const { at, name, secret } of filledArguments(file)) {
    const isOfJob = secret === "GITHUB_TOKEN";
    if (!isSecretName(name) && !isSecretName(secret)) continue;
    if (isHarmlessName(name)) continue;
    const message = `${name} gets into the image's history as a build argument.`;
    yield { at, subject: name, severity: isOfJob ? "low" : "high", message, fix: IN_ACTION };
  }
}

const IN_ACTION =
  "Give it to the action under `secrets:` and read it in the Dockerfile with `RUN --mount=type=secret,id=NAME`.";

function isMaximal(node: YamlNode): boolean {
  return node.kind === "scalar" && node.text.includes("mode=max");
}

function* judge({ key, value }: YamlEntry, attested: boolean, leak: Severity): Iterable<Problem> {
  if (value.kind !== "scalar" || value.type === "null") return;
  if (!isSecretName(key.text)) return yield* judgeInside(key.text, value, leak);
  const where = attested ? "the image's history and its provenance attestation" : "the image's history";
  if (!isKnown(value) || /^\$\{?[A-Za-z_]/.test(value.text)) {
    yield { at: value, message: `${key.text} gets into ${where} as a build argument.` };
  } else if (isLiteral(key.text, value.text)) {
    yield { at: value, severity: leak, message: `${key.text} stands here in clear, and gets into ${where}.` };
  }
}

/** `COMPOSER_AUTH: '{"http-basic": …}'`: a text of several settings, of which one is a secret. */
function* judgeInside(name: string, value: YamlScalar, severity: Severity): Iterable<Problem> {
  if (!/^\s*[{[<]/.test(value.text)) return;
  for (const { what, value: secret } of argumentSecrets(value.text)) {
    const message = `The value of \`${what}\` stands in clear in ${name}, and gets into the image's history.`;
    yield { at: placeIn(value, secret), subject: what, severity, message };
  }
}

/** Rails wants a secret to precompile assets, any word will do. */
function isLiteral(name: string, text: string): boolean {
  if (isPublicKeyValue(text) || natureOf(text) !== "literal") return false;
  return name !== "SECRET_KEY_BASE" || !/^[a-z_-]{1,20}$|^\d{1,8}$/i.test(text);
}
