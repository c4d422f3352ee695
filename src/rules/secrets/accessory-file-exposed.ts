/** SEC-18: a secret file of an accessory that every user of the host can read. */
import { type AccessoryFile, accessoryFilesOf } from "../../documents/kamal/accessory-files.ts";
import { isKnown, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { destinationOf } from "../shared/configuration/leads-out.ts";
import { namesOwnLogin } from "../shared/secrets/own-logins.ts";

const SECRET_FILE =
  /(?:\.(?:key|p12|pfx|jks|keystore|kdbx)|(?:^|[/._-])(?:htpasswd|id_rsa|id_ed25519|id_ecdsa|\.env|\.pgpass|\.netrc|secrets?|credentials?|passwords?|private[-_]?key|service[-_]?account)(?:\.(?:ya?ml|json|txt|pem|env|conf|cnf|ini|toml))?|(?:key|privkey|private)[\w-]*\.pem)$/i;
const PUBLIC_FILE =
  /\.pub$|(?:^|\/)(?:cert|certs|ca|fullchain|chain|public)[\w-]*\.(?:pem|key)$|public[-_]?key|keyring|\.(?:example|sample)\b/i;

export default defineRule({
  id: "accessory-file-exposed",
  category: "secrets",
  standsAtSecret: false,
  severity: "medium",
  confidence: "high",
  title: "Secret file of an accessory readable by everybody on the host",
  why: "Kamal uploads it into the home folder of the SSH user and runs `chmod 755` on it unless told otherwise, so every account and every container with that folder mounted can read it.",
  fix: 'Use the hash form of Kamal 2.10: `local`, `remote`, and `mode: "0600"` in quotes, with `owner` for the container\'s user.',
  references: ["https://kamal-deploy.org/docs/configuration/accessories/#copying-files"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const file of accessoryFilesOf(root)) yield* judge(file);
  },
});

function* judge({ at, local, mode }: AccessoryFile): Iterable<Problem> {
  const octal = mode && unquotedOctal(mode);
  if (isKnown(at) && isHandedOut(local, at.source.path)) yield ownLoginProblem(at);
  else if (mode && octal !== undefined) yield octalProblem(mode, octal);
  else if (isKnown(at) && SECRET_FILE.test(local) && !PUBLIC_FILE.test(local) && !(mode && isClosed(mode))) {
    const how = mode ? `with mode ${mode.text}` : "with mode 755, Kamal's default";
    yield { at: mode ?? at, message: `This file looks like a secret and is uploaded ${how}.` };
  }
}

/** In the repository such names are those of folders for examples and tools: `.docker/nginx.conf`. */
function isHandedOut(local: string, configPath: string): boolean {
  return namesOwnLogin(local) && destinationOf(local, configPath) !== "inside";
}

function ownLoginProblem(at: YamlScalar): Problem {
  const message =
    "A key or login of whoever deploys is uploaded to the server here, and the accessory can read it.";
  const fix = "Give the accessory a login of its own that can do only what it needs, through `env.secret`.";
  return { at, severity: "high", message, fix };
}

/** Psych reads `0640` as an octal number, which Kamal then prints in decimal: `chmod 416`. */
function unquotedOctal(mode: YamlScalar): string | undefined {
  if (mode.type !== "integer" || mode.style !== "plain") return undefined;
  const written = mode.source.text.slice(mode.span.start, mode.span.end);
  return /^0o?[0-7]{3,4}$/.test(written) && written !== mode.text ? written : undefined;
}

function octalProblem(mode: YamlScalar, written: string): Problem {
  const edit = { span: mode.span, text: `"${written.replace("0o", "0")}"` };
  const fix = `Quote it: \`mode: ${edit.text}\`.`;
  const works = /^[0-7]{3,4}$/.test(mode.text);
  const opens = works && /[2367]$/.test(mode.text);
  const effect = works
    ? `sets other permissions than these${opens ? ", and lets everybody write" : ""}`
    : "fails after the file was uploaded with whatever permissions it has";
  const message = `Without quotes YAML reads this as the number ${mode.text}, so \`chmod ${mode.text}\` ${effect}.`;
  return { at: mode, severity: "high", message, fix, edit };
}

/** Nobody but the owner and the group may read. */
function isClosed(mode: YamlScalar): boolean {
  return !isKnown(mode) || /^0?[0-7]?[0-7][0-7][0-3]$/.test(mode.text);
}
