/** Files that hold secrets by their name. */

import type { TextFile } from "../../../documents/document.ts";
import type { Project } from "../../../documents/project.ts";
import { parseSecretsFile } from "../../../documents/secrets-file/secrets-file.ts";
import { onceFor } from "../../../source/once-for.ts";
import { isSecretName } from "./secret-names.ts";
import { natureOf } from "./secret-values.ts";

/** Where other tools keep what they log in with, anywhere and in the home folder, and where Kamal uploads secrets to, as parts of patterns. */
export const OF_TOOLS =
  "\\.(?:docker/config\\.json|aws/credentials|kube/config|config/gh/hosts\\.yml|netrc|pgpass)";
export const OF_TOOLS_AT_HOME =
  "(?:~|\\$HOME|/root|/home/[\\w$]+)/\\.(?:(?:docker|kube|azure|config/(?:gh|gcloud|doctl|hcloud|op|rclone))/?(?:\\*|\\s|$)|git-credentials|npmrc|pypirc|config/gcloud/|azure/)";
export const UPLOADED = "\\.kamal/apps/[^/\\s]+/env/(?:roles|accessories)/";

/** Paths of files that hold nothing but secrets, as scripts name them. */
export const SECRET_FILE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template)[\w-]+)?|\.kamal\/secrets[\w.-]*|master\.key|config\/credentials\/[\w.]+\.key|\.netrc|\.pgpass|id_(?:rsa|ed25519|ecdsa)|[\w-]+\.pem)$/;

const NAMES =
  /(?:^|\/)(?:\.env(?:\.(?!example$|sample$|template$|dist$|defaults?$|test$|erb$|schema$|vault$)[\w.-]+)?|\.kamal(?:\/secrets[^/]*)?\/?|master\.key|credentials\/[\w*-]+\.key|id_(?:rsa|dsa|ecdsa|ed25519)|\.ssh\/?|\.aws\/?|\.netrc|\.pgpass|\.pypirc|auth\.json|\.docker\/config\.json|\.git-credentials|[\w.-]*service[-_]?account[\w.-]*\.json)$/i;

const KEY_ENDING = /(?:^|\/)[\w.*-]+\.(?:key|pem|p12|pfx)$/i;

/** Certificates and public halves end like keys. */
const PUBLIC_FILE =
  /(?:^|[/._-])(?:ca|cacerts?|certs?|certificates?|chain|fullchain|bundle|pub|public|root|rds|global)(?:[._-]|$)/i;

/** Longer than any path that a system allows. */
const LONGEST = 4096;

/** `.env.production`, `config/master.key`, `server.pem`; not `.env.example` and certificates. */
export function isSecretFileName(path: string): boolean {
  if (path.length > LONGEST) return false;
  return NAMES.test(path) || (KEY_ENDING.test(path) && !PUBLIC_FILE.test(path));
}

/** Whether a committed file of settings sets a secret; undefined when it is not among the files at hand. */
export function holdsSecrets(path: string, { documents }: Project): boolean | undefined {
  const file = documents.find(
    (document): document is TextFile =>
      document.kind === "text-file" && document.source.path === path && document.role === "env-file",
  );
  return file && setsSecret(file);
}

const setsSecret: (file: TextFile) => boolean = onceFor(({ source }) =>
  parseSecretsFile(source).assignments.some(
    ({ name, value }) => isSecretName(name) && natureOf(value) === "literal",
  ),
);
