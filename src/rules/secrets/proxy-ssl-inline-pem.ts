/** SEC-08: the certificate's key itself, or a path, where `proxy.ssl` wants the name of a secret. */
import { accessoriesOf } from "../../documents/kamal/accessories.ts";
import { rolesOf } from "../../documents/kamal/servers.ts";
import {
  isKnown,
  scalarsOf,
  writtenValues,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isPlaceholder } from "../shared/secrets/placeholders.ts";

export default defineRule({
  id: "proxy-ssl-inline-pem",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Certificate or its key written into the configuration",
  why: "Kamal takes the text for the name of a secret, so it does not even work; but with the key anybody who can read the repository can pass for the site.",
  fix: "Get a new certificate, and write only the names of secrets into `proxy.ssl`.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#custom-ssl-certificate"],
  appliesTo: ["kamal-file"],
  *check({ root }) {
    for (const ssl of sslSectionsOf(root)) {
      for (const key of writtenValues(ssl, "private_key_pem").flatMap(scalarsOf)) yield* judgeKey(key);
      for (const pem of writtenValues(ssl, "certificate_pem").flatMap(scalarsOf))
        yield* judgeCertificate(pem);
    }
  },
});

function sslSectionsOf(root: YamlMap): YamlNode[] {
  const parts = [root, ...[...rolesOf(root), ...accessoriesOf(root)].map(({ settings }) => settings)];
  return parts
    .flatMap((part) => writtenValues(part, "proxy"))
    .flatMap((proxy) => writtenValues(proxy, "ssl"));
}

function* judgeKey(key: YamlScalar): Iterable<Problem> {
  if (!isKnown(key) || isPlaceholder(key.text)) return;
  if (isPem(key.text)) yield { at: key, message: "The private key of the certificate stands here in clear." };
  else if (isPath(key.text)) yield { at: key, severity: "medium", ...pathProblem("private key") };
}

function* judgeCertificate(pem: YamlScalar): Iterable<Problem> {
  if (!isKnown(pem) || isPlaceholder(pem.text)) return;
  if (/PRIVATE KEY/.test(pem.text)) {
    yield {
      at: pem,
      message: "A private key stands here in clear, where the certificate's secret is to be named.",
    };
  } else if (isPem(pem.text)) {
    const message = "The certificate itself stands here; Kamal looks for a secret whose name is this text.";
    yield { at: pem, severity: "low", message };
  } else if (isPath(pem.text)) yield { at: pem, severity: "low", ...pathProblem("certificate") };
}

function pathProblem(what: string): Pick<Problem, "message" | "fix"> {
  return {
    message: `This is the path of the ${what}; Kamal looks for a secret of this name and finds none.`,
    fix: "Write the name of a secret, and let .kamal/secrets read the file: `NAME=$(cat path)`.",
  };
}

function isPem(text: string): boolean {
  return /-----BEGIN|^LS0tLS1|^[A-Za-z0-9+/=\s]{200,}$/.test(text.trim());
}

function isPath(text: string): boolean {
  return /\/|\.(?:pem|key|crt|cer)$/.test(text.trim());
}
